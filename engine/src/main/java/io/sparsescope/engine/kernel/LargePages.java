package io.sparsescope.engine.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Memory for weights. Gigabytes that are read at every token need hundreds of thousands of ordinary
 * pages, and looking those up costs more than reading them; so Linux is asked to use pages of 2 MiB
 * before the memory is touched. Where that cannot be asked, or is not granted, memory is as usual.
 */
final class LargePages {
    private static final long PAGE = 1L << 21;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int MADV_HUGEPAGE = 14;
    private static final Optional<MemoryCalls> LINUX = MemoryCalls.find();

    private LargePages() {}

    /** Allocates zeroed memory that lives as long as the arena. */
    static SegmentAllocator allocator(Arena arena) {
        return (bytes, alignment) ->
                LINUX.filter(_ -> bytes >= PAGE && alignment <= PAGE)
                        .map(linux -> linux.map(arena, bytes))
                        .orElseGet(() -> arena.allocate(bytes, alignment));
    }

    /** The three calls, as they are found in the C library. */
    private record MemoryCalls(MethodHandle mmap, MethodHandle munmap, MethodHandle madvise) {
        private static final ValueLayout POINTER = ValueLayout.ADDRESS;
        private static final ValueLayout SIZE = ValueLayout.JAVA_LONG;
        private static final ValueLayout NUMBER = ValueLayout.JAVA_INT;

        static Optional<MemoryCalls> find() {
            if (!System.getProperty("os.name").equals("Linux")) {
                return Optional.empty();
            }
            return Optional.of(
                    new MemoryCalls(
                            handle("mmap", POINTER, POINTER, SIZE, NUMBER, NUMBER, NUMBER, SIZE),
                            handle("munmap", NUMBER, POINTER, SIZE),
                            handle("madvise", NUMBER, POINTER, SIZE, NUMBER)));
        }

        private static MethodHandle handle(
                String name, ValueLayout result, ValueLayout... arguments) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(result, arguments));
        }

        MemorySegment map(Arena arena, long bytes) {
            long reserved = Math.ceilDiv(bytes, PAGE) * PAGE + PAGE;
            MemorySegment mapped = call(reserved);
            if (mapped.address() == -1) {
                throw new OutOfMemoryError("no memory for " + bytes + " bytes of weights");
            }
            long from = Math.ceilDiv(mapped.address(), PAGE) * PAGE - mapped.address();
            MemorySegment whole = mapped.reinterpret(reserved, arena, this::unmap);
            advise(whole.asSlice(from, reserved - PAGE));
            return whole.asSlice(from, bytes);
        }

        private MemorySegment call(long reserved) {
            try {
                return (MemorySegment)
                        mmap.invokeExact(
                                MemorySegment.NULL,
                                reserved,
                                READ_WRITE,
                                PRIVATE_ANONYMOUS,
                                -1,
                                0L);
            } catch (Throwable failure) {
                throw new IllegalStateException("mmap", failure);
            }
        }

        /** What it says is of no consequence: without large pages all is slower, not wrong. */
        private void advise(MemorySegment memory) {
            try {
                int _ = (int) madvise.invokeExact(memory, memory.byteSize(), MADV_HUGEPAGE);
            } catch (Throwable failure) {
                throw new IllegalStateException("madvise", failure);
            }
        }

        private void unmap(MemorySegment whole) {
            try {
                int _ = (int) munmap.invokeExact(whole, whole.byteSize());
            } catch (Throwable failure) {
                throw new IllegalStateException("munmap", failure);
            }
        }
    }
}
