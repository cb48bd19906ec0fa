package io.sparsescope.engine.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's native libraries, and the number of threads that its products use.
 *
 * <p>While ND4J starts, JavaCPP looks symbols up inside {@code dl_iterate_phdr}, which takes
 * glibc's two loader locks in the opposite order of {@code dlopen}: a thread that loads any other
 * native library at that moment and the one that starts ND4J wait for each other for ever (seen
 * with JavaFX's fonts, glibc 2.36, JavaCPP 1.5.7). So {@link #load()} comes before any other thread
 * that loads libraries. ND4J's own way to set the threads looks symbols up in the same way at every
 * call, so it is not used.
 */
public final class Nd4jRuntime {
    private static final @Nullable MethodHandle SET_THREADS = start();

    private Nd4jRuntime() {}

    private static @Nullable MethodHandle start() {
        Nd4j.getBackend();
        Nd4j.create(1);
        Pointer function = Loader.addressof("openblas_set_num_threads");
        return function == null // another BLAS, which then keeps its own number of threads
                ? null
                : Linker.nativeLinker()
                        .downcallHandle(
                                MemorySegment.ofAddress(function.address()),
                                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    }

    /**
     * Loads ND4J; the first call takes about a second, the first on a machine several. To be called
     * before JavaFX or anything else that loads native libraries on another thread starts.
     */
    public static void load() {
        // The class is initialised by this call, once, whoever comes first.
    }

    /**
     * Uses this many threads for every product from now on, in the whole process. Threads of a
     * product wait for each other, so that one that has to share its core with the window delays
     * all.
     */
    public static void useThreads(int threads) {
        MethodHandle setThreads = SET_THREADS;
        if (setThreads == null) {
            return;
        }
        try {
            setThreads.invokeExact(threads);
        } catch (Throwable failure) {
            throw new IllegalStateException("the number of BLAS threads was not set", failure);
        }
    }
}
