package io.sparsescope.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** The engine's walls: which package may know which, and what no class of it does. */
@AnalyzeClasses(
        packages = "io.sparsescope.engine",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "io.sparsescope.engine..";

    @ArchTest
    static final ArchRule noUserInterface =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "javafx..", "java.awt..", "javax.swing..", "io.sparsescope.views..")
                    .because("the engine runs on servers and in tests, where there is no screen");

    @ArchTest
    static final ArchRule noPrinting =
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because(
                    "what the engine has to say is a result, an exception or a log line");

    @ArchTest
    static final ArchRule recordsOfWhatWasSeenKnowNothingElse =
            classes()
                    .that()
                    .resideInAnyPackage(in("observation"), in("sparsity"))
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..", "org.jspecify..", in("observation"), in("sparsity"))
                    .because("views and exports read them without an engine");

    @ArchTest
    static final ArchRule formatKnowsFilesOnly =
            noClasses()
                    .that()
                    .resideInAPackage(in("format"))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(ENGINE)
                                    .and(nameMatching(".*\\.engine\\.format\\..*").negate()))
                    .because("a file of tensors is the same whatever they are for");

    @ArchTest
    static final ArchRule kernelsKnowFormatsOnly =
            noClasses()
                    .that()
                    .resideInAPackage(in("kernel"))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(ENGINE)
                                    .and(
                                            nameMatching(".*\\.engine\\.(kernel|format)\\..*")
                                                    .negate()))
                    .because("arithmetic does not know which network it serves");

    @ArchTest
    static final ArchRule templatesReachNothing =
            noClasses()
                    .that()
                    .resideInAPackage(in("chat"))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(ENGINE)
                                    .and(nameMatching(".*\\.engine\\.(chat|format)\\..*").negate()))
                    .because("a template from a file sees messages and nothing else");

    @ArchTest
    static final ArchRule tablesAreOfAnything =
            noClasses()
                    .that()
                    .resideInAPackage(in("table"))
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(ENGINE)
                                    .and(
                                            nameMatching(".*\\.engine\\.(table|format)\\..*")
                                                    .negate()))
                    .because("a table is written the same whatever its figures are");

    @ArchTest
    static final ArchRule modelDoesNotRun =
            mayNotSee("model", "forward", "probe", "calibration", "evaluation", "run")
                    .because("a model is configuration and weights; running it is another matter");

    @ArchTest
    static final ArchRule forwardPassDoesNotKnowItsCallers =
            mayNotSee(
                            "forward",
                            "decode",
                            "bench",
                            "calibration",
                            "evaluation",
                            "spontaneous",
                            "training",
                            "run")
                    .because("the network is a function over model, state and plan");

    @ArchTest
    static final ArchRule decodingIsAnotherPathThroughTheSameNetwork =
            mayNotSee("decode", "bench", "calibration", "evaluation", "training", "run")
                    .because("who writes texts or measures speed drives it step by step");

    @ArchTest
    static final ArchRule trainingDoesNotKnowItsDrivers =
            mayNotSee("training", "run")
                    .because("the lane and the command line drive it step by step");

    @ArchTest
    static final ArchRule sweepsAreDataAndFiles =
            mayNotSee("sweep", "run", "forward")
                    .because("the work is done elsewhere; a view reads specs and results alone");

    @ArchTest
    static final ArchRule probesDoNotDriveThePass =
            mayNotSee("probe", "forward", "calibration", "evaluation", "run")
                    .because("the pass calls probes, never the other way round");

    @ArchTest
    static final ArchRule oneDoorToNd4j =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            in("kernel"), in("calibration"), in("stability"), in("spontaneous"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
                    .because("the numeric library can then be replaced in one place");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager)(\\$.*)?")
                    .because("a class with such a name has no purpose of its own");

    @ArchTest
    static final ArchRule noSingletons =
            noMethods()
                    .that()
                    .areStatic()
                    .should()
                    .haveName("getInstance")
                    .because(
                            "what a class needs is handed to it, so that tests can hand it"
                                    + " another");

    @ArchTest
    static final ArchRule errorsOfInputsAreTyped =
            noClasses()
                    .that()
                    .resideInAnyPackage(in("format"), in("model"))
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(AssertionError.class)
                    .because(
                            "input is checked in every run, with an exception that tells what to"
                                    + " do");

    @ArchTest
    static final ArchRule nd4jStaysOutOfSignatures =
            methods()
                    .that()
                    .arePublic()
                    .and()
                    .areDeclaredInClassesThat()
                    .arePublic()
                    .should()
                    .notHaveRawReturnType(resideInAnyPackage("org.nd4j..", "org.bytedeco.."))
                    .because("an array of the numeric library must never reach a view");

    private static String in(String name) {
        return "io.sparsescope.engine." + name + "..";
    }

    private static ArchRule mayNotSee(String name, String... hidden) {
        String[] packages =
                java.util.Arrays.stream(hidden).map(ArchitectureTest::in).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }
}
