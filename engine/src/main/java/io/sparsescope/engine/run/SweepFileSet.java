package io.sparsescope.engine.run;

import io.sparsescope.engine.calibration.AllocationFile;
import io.sparsescope.engine.format.MalformedInputException;
import io.sparsescope.engine.format.Sha256;
import io.sparsescope.engine.model.Model;
import io.sparsescope.engine.sparsity.Allocation;
import io.sparsescope.engine.spontaneous.SpontaneousFile;
import io.sparsescope.engine.spontaneous.SpontaneousSets;
import io.sparsescope.engine.spontaneous.SpontaneousVectors;
import io.sparsescope.engine.sweep.Compensation;
import io.sparsescope.engine.sweep.SweepCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tables and vectors that a sweep's spec names, read once and known by content. */
final class SweepFileSet {
    private final Model model;
    private final Path base;
    private final Map<String, Allocation> allocations = new HashMap<>();
    private final Map<String, String> hashes = new HashMap<>();
    private final Map<Compensation, SpontaneousSets> sets = new HashMap<>();

    /** Nothing yet; paths are relative to {@code base}. */
    SweepFileSet(Model model, Path base) {
        this.model = model;
        this.base = base;
    }

    /**
     * Reads what a cell names.
     *
     * @throws io.sparsescope.engine.format.BadInputException when a file is missing or unsound
     * @throws IllegalArgumentException when vectors cannot be used at the cell's level
     */
    void open(SweepCell cell) {
        allocations.computeIfAbsent(cell.allocation(), this::read);
        if (cell.compensation() instanceof Compensation.Vectors vectors) {
            requireVectors(
                    sets.computeIfAbsent(vectors, _ -> read(vectors)), vectors, cell.level());
        }
    }

    private static void requireVectors(
            SpontaneousSets sets, Compensation.Vectors vectors, double level) {
        SpontaneousVectors chosen = CellPreparation.choice(sets, vectors, level).vectors();
        boolean acts =
                vectors.scopes().isEmpty()
                        || chosen.values().keySet().stream()
                                .anyMatch(site ->
                                        vectors.scopes().stream()
                                                .anyMatch(scope -> scope.contains(site)));
        if (!acts) {
            throw new IllegalArgumentException(
                    vectors.words() + ": the files have no vectors at these sites");
        }
    }

    private Allocation read(String word) {
        return switch (word) {
            case SweepCell.UNIFORM -> Allocation.UNIFORM;
            case SweepCell.GREEDY -> new Allocation.Greedy();
            default -> {
                Path file = base.resolve(word);
                int layers = model.config().layerCount();
                var table = new Allocation.Table(word, AllocationFile.read(file, layers));
                hashes.put(word, hash(file));
                yield table;
            }
        };
    }

    private SpontaneousSets read(Compensation.Vectors vectors) {
        List<SpontaneousSets.Named> read =
                vectors.files().stream()
                        .map(name -> {
                            Path file = base.resolve(name);
                            var set = SpontaneousFile.read(file, model.config());
                            hashes.put(name, hash(file));
                            return new SpontaneousSets.Named(
                                    String.valueOf(file.getFileName()), set);
                        })
                        .toList();
        return new SpontaneousSets(read);
    }

    /** SHA-256 of a file's bytes, in hexadecimal. */
    static String hash(Path file) {
        try {
            MessageDigest digest = Sha256.begin();
            digest.update(Files.readAllBytes(file));
            return Sha256.hex(digest);
        } catch (IOException failure) {
            throw new MalformedInputException(
                    file, "cannot be read (" + failure + ")", "check its permissions");
        }
    }

    /** The allocation that a spec's word means. */
    Allocation allocation(String word) {
        return Objects.requireNonNull(allocations.get(word));
    }

    /** The sets of vectors of a compensation. */
    SpontaneousSets sets(Compensation.Vectors vectors) {
        return Objects.requireNonNull(sets.get(vectors));
    }

    /** A file's hash; a word that names none stands for itself. */
    String contentOf(String word) {
        return hashes.getOrDefault(word, word);
    }
}
