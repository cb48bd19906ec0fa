package io.sparsescope.engine.training;

import io.sparsescope.engine.forward.ForwardPass;
import io.sparsescope.engine.kernel.FloatMatrix;
import io.sparsescope.engine.kernel.GradientKernels;
import java.lang.foreign.SegmentAllocator;

/**
 * The loss: forward KL from the dense model's predictions to the student's at a temperature T,
 *
 * <pre>
 * sum over positions of T^2 KL(softmax(dense / T) || softmax(student / T))
 * </pre>
 *
 * (Hinton et al., arXiv:1503.02531, section 2). Logits of a large vocabulary take more room than
 * everything else, so both are unembedded some rows at a time and never held together.
 */
final class Distillation {
    /** Logits of one model that are held at once; a few MB stay in the cache. */
    private static final int LOGITS = 1 << 20;

    private static final int FEWEST_ROWS = 64;

    private final ForwardPass pass;
    private final GradientKernels gradients;
    private final FloatMatrix teacherLogits;
    private final FloatMatrix studentLogits;

    Distillation(SegmentAllocator allocator, ForwardPass pass, GradientKernels gradients) {
        this.pass = pass;
        this.gradients = gradients;
        int vocabSize = pass.model().config().vocabSize();
        int rows = rowsAtOnce(vocabSize);
        teacherLogits = FloatMatrix.allocate(allocator, rows, vocabSize);
        studentLogits = FloatMatrix.allocate(allocator, rows, vocabSize);
    }

    /** Rows whose logits are held at once. */
    static int rowsAtOnce(int vocabSize) {
        return Math.max(FEWEST_ROWS, LOGITS / vocabSize);
    }

    /** Floats that it holds. */
    static long floats(int vocabSize) {
        return 2L * rowsAtOnce(vocabSize) * vocabSize;
    }

    /**
     * The loss and its gradient.
     *
     * @param teacher [row, hidden] after the dense model's final norm
     * @param student [row, hidden] after the student's final norm
     * @param temperature T
     * @param weight factor on the gradient
     * @param gradient [row, hidden] with respect to {@code student}, overwritten
     */
    double backward(
            FloatMatrix teacher,
            FloatMatrix student,
            double temperature,
            double weight,
            FloatMatrix gradient) {
        double sum = 0;
        for (int first = 0; first < teacher.rowCount(); first += teacherLogits.rowCount()) {
            int count = Math.min(teacherLogits.rowCount(), teacher.rowCount() - first);
            sum +=
                    divergence(
                            teacher.rows(first, count),
                            student.rows(first, count),
                            temperature,
                            weight);
            gradients.linear(
                    logits(studentLogits, count),
                    pass.model().unembedding(),
                    gradient.rows(first, count));
        }
        return sum;
    }

    /** The sum over rows of the divergence in nats, at temperature 1. */
    double divergence(FloatMatrix teacher, FloatMatrix student) {
        double sum = 0;
        for (int first = 0; first < teacher.rowCount(); first += teacherLogits.rowCount()) {
            int count = Math.min(teacherLogits.rowCount(), teacher.rowCount() - first);
            sum += divergence(teacher.rows(first, count), student.rows(first, count), 1, 1);
        }
        return sum;
    }

    /** Leaves the gradient in the student's logits. */
    private double divergence(
            FloatMatrix teacher, FloatMatrix student, double temperature, double weight) {
        FloatMatrix dense = logits(teacherLogits, teacher.rowCount());
        FloatMatrix sparse = logits(studentLogits, teacher.rowCount());
        pass.unembed(teacher, dense);
        pass.unembed(student, sparse);
        double sum = 0;
        for (double row : gradients.divergence(dense, sparse, temperature, weight)) {
            sum += row; // in order, whatever the threads did
        }
        return sum;
    }

    private static FloatMatrix logits(FloatMatrix all, int count) {
        return count == all.rowCount() ? all : all.rows(0, count);
    }
}
