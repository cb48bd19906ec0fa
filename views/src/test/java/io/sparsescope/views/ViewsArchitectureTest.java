package io.sparsescope.views;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import javafx.application.Platform;

/** The walls of the views. */
@AnalyzeClasses(packages = "io.sparsescope", importOptions = DoNotIncludeTests.class)
class ViewsArchitectureTest {
    private static final String VIEWS = "io.sparsescope.views..";

    private static final DescribedPredicate<JavaClass> HIDDEN_ENGINE =
            DescribedPredicate.describe(
                    "are engine classes behind the facade", ViewsArchitectureTest::isHidden);

    private static boolean isHidden(JavaClass type) {
        String engine = "io.sparsescope.engine.";
        if (!type.getPackageName().startsWith(engine)) {
            return false;
        }
        return switch (type.getPackageName().substring(engine.length())) {
            case "run", "observation", "sparsity" -> false;
            // what views show is handed on as tables, written as the engine writes its own
            case "table" -> false;
            case "sweep" ->
                    !type.getName()
                            .matches(
                                    ".*\\.(Sweep(Spec|SpecFile|Grid|Cell|Row|Summary|Table)|CellResult|Compensation)(\\$.*)?");
            case "bench" -> !type.getSimpleName().matches("DecodeFigures|Spread");
            case "category" -> !type.getName().matches(".*\\.(CategoryShifts|Group(Shift|Run))");
            case "evaluation" -> !type.getName().matches(".*(Figures|Interval|Estimate)(\\$.*)?");
            case "spontaneous" ->
                    !type.getName()
                            .matches(
                                    ".*\\.(Spontaneous|VectorSpace|HeldOut|MeanResidualSetting|ResidualTarget).*");
            // sessions and exports are files of the views, by the engine's rules for files
            case "format" ->
                    !type.getName().matches(".*\\.(AtomicFile|JsonFile|Sha256|.*InputException).*");
            case "training" ->
                    !type.getName().matches(".*(Setting|TrainingPoint|TrainedVectors)(\\$.*)?");
            case "tokenizer" ->
                    !type.getSimpleName().equals("Token")
                            && !type.getSimpleName().equals("TokenSequence");
            case "model" -> !type.getSimpleName().equals("ModelSummary");
            case "stability" ->
                    !type.getName().matches(".*\\.Pruning(Plan|Request|Score)?(\\$.*)?");
            case "forward" -> !type.getSimpleName().equals("SamplerSetting");
            default -> true;
        };
    }

    @ArchTest
    static final ArchRule VIEWS_SEE_ONLY_THE_FACADE =
            noClasses()
                    .that()
                    .resideInAPackage(VIEWS)
                    .should()
                    .dependOnClassesThat(HIDDEN_ENGINE)
                    .because("views talk to the engine through records and LiveEngine only");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NO_VIEW =
            noClasses()
                    .that()
                    .resideInAPackage("io.sparsescope.engine..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(VIEWS, "javafx..")
                    .because("the engine runs without a window");

    @ArchTest
    static final ArchRule ONE_DOOR_TO_THE_FX_THREAD =
            noClasses()
                    .that()
                    .resideInAPackage(VIEWS)
                    .and()
                    .resideOutsideOfPackage("..views.concurrent..")
                    .should()
                    .callMethod(Platform.class, "runLater", Runnable.class)
                    .because("the publishers keep at most one delivery pending");

    @ArchTest
    static final ArchRule CHARTS_KNOW_NO_SESSION =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..views.chart..", "..views.control..", "..views.concurrent..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..views.session..", "..views.shell..", "..views.panel..")
                    .because("charts and controls are fed records and serve every panel");

    @ArchTest
    static final ArchRule THE_SESSION_DRAWS_NOTHING =
            noClasses()
                    .that()
                    .resideInAPackage("..views.session..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..")
                    .because("the state is tested without a toolkit");

    @ArchTest
    static final ArchRule VIEW_MODELS_KNOW_NO_SCENE =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("ViewModel")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..")
                    .because("view models are tested without a toolkit");

    @ArchTest
    static final ArchRule PANELS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.sparsescope.views.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("a panel talks to another through the session only");

    @ArchTest
    static final ArchRule ONLY_THE_SHELL_KNOWS_THE_SHELL =
            classes()
                    .that()
                    .resideInAPackage("..views.shell..")
                    .should()
                    .onlyBeAccessed()
                    .byAnyPackage("..views.shell..", "io.sparsescope.app..")
                    .because("the window is put together in one place");

    @ArchTest
    static final ArchRule NO_SINGLETONS =
            noMethods()
                    .that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage(VIEWS)
                    .should()
                    .haveName("getInstance")
                    .because("what a class needs it is given");

    @ArchTest
    static final ArchRule NOBODY_KEEPS_THE_ROOT =
            noClasses()
                    .that()
                    .resideInAPackage(VIEWS)
                    .should()
                    .callMethod(javafx.scene.Scene.class, "getRoot")
                    .because("a control of a third party may replace the scene's root");
}
