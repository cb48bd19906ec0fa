package io.sparsescope.views.export;

import io.sparsescope.views.picture.Tint;
import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.paint.Stop;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.common.function.PDFunctionType2;
import org.apache.pdfbox.pdmodel.common.function.PDFunctionType3;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShading;
import org.apache.pdfbox.pdmodel.graphics.shading.PDShadingType2;

/** Gradients as axial shadings: one linear function from each stop to the next, stitched. */
final class PdfShading {
    private PdfShading() {}

    static PDShading of(Tint.Gradient gradient) {
        var shading = new PDShadingType2(new COSDictionary());
        shading.setShadingType(PDShading.SHADING_TYPE2);
        shading.setColorSpace(PDDeviceRGB.INSTANCE);
        shading.setCoords(
                numbers(
                        gradient.from().getX(),
                        gradient.from().getY(),
                        gradient.to().getX(),
                        gradient.to().getY()));
        var extend = new COSArray();
        extend.add(COSBoolean.TRUE);
        extend.add(COSBoolean.TRUE);
        shading.setExtend(extend);
        shading.setFunction(stitched(gradient.stops()));
        return shading;
    }

    private static PDFunctionType3 stitched(List<Stop> stops) {
        var functions = new COSArray();
        var bounds = new COSArray();
        var encode = new COSArray();
        for (int stop = 0; stop + 1 < stops.size(); stop++) {
            functions.add(linear(stops.get(stop).getColor(), stops.get(stop + 1).getColor()));
            encode.add(COSInteger.ZERO);
            encode.add(COSInteger.ONE);
            if (stop > 0) {
                bounds.add(new COSFloat((float) stops.get(stop).getOffset()));
            }
        }
        COSDictionary function = function(3);
        function.setItem(COSName.FUNCTIONS, functions);
        function.setItem(COSName.BOUNDS, bounds);
        function.setItem(COSName.ENCODE, encode);
        return new PDFunctionType3(function);
    }

    private static COSDictionary linear(Color from, Color to) {
        COSDictionary function = function(2);
        function.setItem(COSName.C0, numbers(from.getRed(), from.getGreen(), from.getBlue()));
        function.setItem(COSName.C1, numbers(to.getRed(), to.getGreen(), to.getBlue()));
        function.setInt(COSName.N, 1);
        return new PDFunctionType2(function).getCOSObject();
    }

    private static COSDictionary function(int type) {
        var function = new COSDictionary();
        function.setInt(COSName.FUNCTION_TYPE, type);
        function.setItem(COSName.DOMAIN, numbers(0, 1));
        return function;
    }

    private static COSArray numbers(double... values) {
        var numbers = new COSArray();
        for (double value : values) {
            numbers.add(new COSFloat((float) value));
        }
        return numbers;
    }
}
