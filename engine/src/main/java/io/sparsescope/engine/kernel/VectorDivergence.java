package io.sparsescope.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The distillation loss of one row in lanes. With e_t = exp((t - max t) / T), Z_t its sum and
 * likewise for the student s,
 *
 * <pre>
 * KL = sum(e_t (t - s)) / (T Z_t) - (max t - max s) / T - log Z_t + log Z_s
 * </pre>
 *
 * in which nothing large cancels that was rounded before. Sums are in double precision.
 */
final class VectorDivergence {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    private VectorDivergence() {}

    /** Returns T^2 KL; the student's row becomes the gradient, the teacher's is destroyed. */
    static double ofRow(
            FloatMatrix teacher, FloatMatrix student, int row, double temperature, double weight) {
        int columns = teacher.columnCount();
        long from = (long) row * columns;
        MemorySegment t = teacher.data();
        MemorySegment s = student.data();
        float highestTeacher = largest(t, from, columns);
        float highestStudent = largest(s, from, columns);
        float sharpness = (float) (1 / temperature);
        DoubleVector teacherSum = DoubleVector.zero(DOUBLES);
        DoubleVector studentSum = teacherSum;
        DoubleVector difference = teacherSum;
        for (int i = 0; i < columns; i += Lanes.COUNT) {
            int left = columns - i;
            FloatVector wanted = Lanes.load(t, from + i, left);
            FloatVector found = Lanes.load(s, from + i, left);
            FloatVector wantedPower = power(wanted, highestTeacher, sharpness, left);
            FloatVector foundPower = power(found, highestStudent, sharpness, left);
            teacherSum = addBoth(wantedPower, teacherSum);
            studentSum = addBoth(foundPower, studentSum);
            difference = addBoth(wantedPower.mul(wanted.sub(found)), difference);
            Lanes.store(wantedPower, t, from + i, left);
            Lanes.store(foundPower, s, from + i, left);
        }
        double teacherTotal = sum(teacherSum);
        double studentTotal = sum(studentSum);
        float found = (float) (weight * temperature / studentTotal);
        float wanted = (float) (weight * temperature / teacherTotal);
        for (int i = 0; i < columns; i += Lanes.COUNT) {
            int left = columns - i;
            Lanes.store(
                    Lanes.load(s, from + i, left)
                            .mul(found)
                            .sub(Lanes.load(t, from + i, left).mul(wanted)),
                    s,
                    from + i,
                    left);
        }
        double apart = (double) highestTeacher - highestStudent;
        double divergence =
                (sum(difference) / teacherTotal - apart) / temperature
                        - Math.log(teacherTotal)
                        + Math.log(studentTotal);
        return temperature * temperature * divergence;
    }

    /** exp((x - highest) / T), and 0 in the lanes behind the row. */
    private static FloatVector power(FloatVector x, float highest, float sharpness, int left) {
        FloatVector power = Exponential.of(x.sub(highest).mul(sharpness));
        if (left >= Lanes.COUNT) {
            return power;
        }
        VectorMask<Float> inside = Lanes.first(left);
        return FloatVector.zero(Lanes.SPECIES).blend(power, inside);
    }

    private static float largest(MemorySegment data, long from, int columns) {
        FloatVector largest = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
        int i = 0;
        for (; i <= columns - Lanes.COUNT; i += Lanes.COUNT) {
            largest = largest.max(Lanes.load(data, from + i));
        }
        if (i < columns) {
            int left = columns - i;
            largest =
                    largest.lanewise(
                            VectorOperators.MAX,
                            Lanes.load(data, from + i, left),
                            Lanes.first(left));
        }
        return largest.reduceLanes(VectorOperators.MAX); // the order does not matter
    }

    private static DoubleVector addBoth(FloatVector values, DoubleVector sums) {
        return sums.add(values.convertShape(VectorOperators.F2D, DOUBLES, 0))
                .add(values.convertShape(VectorOperators.F2D, DOUBLES, 1));
    }

    private static double sum(DoubleVector sums) {
        double sum = 0;
        for (double lane : sums.toArray()) {
            sum += lane;
        }
        return sum;
    }
}
