package io.sparsescope.views.shell;

import io.sparsescope.views.chart.ChartTheme;
import io.sparsescope.views.chart.ColourMap;
import io.sparsescope.views.chart.ThemedChart;
import io.sparsescope.views.generation.GenerationPanel;
import io.sparsescope.views.generation.SamplerPanel;
import io.sparsescope.views.masks.MagnitudesPanel;
import io.sparsescope.views.masks.MasksPanel;
import io.sparsescope.views.masks.MasksViewModel;
import io.sparsescope.views.model.ModelChooser;
import io.sparsescope.views.model.ModelPanel;
import io.sparsescope.views.model.ModelViewModel;
import io.sparsescope.views.modelmap.ModelMapPanel;
import io.sparsescope.views.modelmap.ModelMapViewModel;
import io.sparsescope.views.nexttoken.NextTokenPanel;
import io.sparsescope.views.prompt.PromptPanel;
import io.sparsescope.views.prompt.PromptViewModel;
import io.sparsescope.views.representation.RepresentationPanel;
import io.sparsescope.views.session.Theme;
import io.sparsescope.views.session.WorkbenchSession;
import io.sparsescope.views.sparsity.LevelsViewModel;
import io.sparsescope.views.sparsity.SparsityPanel;
import io.sparsescope.views.sparsity.SparsityViewModel;
import io.sparsescope.views.speed.SpeedPanel;
import io.sparsescope.views.spontaneous.SpontaneousPanel;
import io.sparsescope.views.stability.StabilityPanel;
import io.sparsescope.views.sweep.SweepPanel;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.scene.layout.Region;

/** The panels of one window over one session. */
final class WorkbenchPanels {
    final ViewModels models;
    final PromptViewModel promptViewModel;
    final ModelViewModel modelViewModel;
    final MasksViewModel masksViewModel;
    final ModelPanel model;
    final PromptPanel prompt;
    final SparsityPanel sparsity;
    final SamplerPanel sampler;
    final ModelMapViewModel mapViewModel;
    final ModelMapPanel map;
    final MasksPanel masks;
    final MagnitudesPanel magnitudes;
    final StabilityPanel stability;
    final SpontaneousPanel spontaneous;
    final RepresentationPanel representation;
    final SweepPanel sweep;
    final SpeedPanel speed;
    final NextTokenPanel nextToken;
    final GenerationPanel generation;

    /** Which views are seen in the middle of the window. */
    final CentreArrangement arrangement = new CentreArrangement();

    /** The view in front there. */
    final ObjectProperty<ViewName> front = arrangement.frontProperty();

    /** The places of the views in the window, and which have windows of their own. */
    final TornViews torn = new TornViews(this);

    private ColourMap colourMap = ColourMap.VIRIDIS;

    WorkbenchPanels(WorkbenchSession session) {
        var failure = session.results().failureProperty();
        promptViewModel = new PromptViewModel(session);
        modelViewModel = new ModelViewModel(session);
        models = new ViewModels(session);
        masksViewModel = models.masks;
        model = new ModelPanel(modelViewModel);
        prompt = new PromptPanel(promptViewModel);
        sparsity = new SparsityPanel(new SparsityViewModel(session), new LevelsViewModel(session));
        mapViewModel = models.map;
        map = new ModelMapPanel(mapViewModel, failure);
        var chooser = new ModelChooser(modelViewModel);
        masks = new MasksPanel(masksViewModel, failure, () -> chooser.openDirectory(model));
        magnitudes = new MagnitudesPanel(masksViewModel, failure);
        stability = new StabilityPanel(models.stability, failure);
        spontaneous = new SpontaneousPanel(models.spontaneous);
        representation = new RepresentationPanel(models.representation, failure);
        sweep = new SweepPanel(models.sweep);
        speed = new SpeedPanel(models.speed);
        nextToken = new NextTokenPanel(models.nextToken, failure);
        generation = new GenerationPanel(models.generations, failure);
        sampler = new SamplerPanel(models.generations);
        session.themeProperty().addListener((_, _, theme) -> setTheme(theme));
        setTheme(session.themeProperty().get());
        KeptSettings.keep(session.viewSettings(), arrangement, session.themeProperty());
    }

    /** The colours of charts under {@code theme}, with those that were chosen for measures. */
    ChartTheme colours(Theme theme) {
        return WorkbenchStyle.chartTheme(theme).with(colourMap);
    }

    /** Draws measures that run from low to high in the colours of {@code map} from now on. */
    void setColourMap(ColourMap map, Theme theme) {
        colourMap = map;
        setTheme(theme);
    }

    /** Draws every chart in the colours of {@code theme}. */
    void setTheme(Theme theme) {
        var colours = colours(theme);
        for (ThemedChart chart :
                List.of(
                        map,
                        masks,
                        magnitudes,
                        stability,
                        spontaneous,
                        representation,
                        sweep,
                        speed)) {
            chart.setTheme(colours);
        }
    }

    /** One of the panels that has a name of its own. */
    Region panel(ViewName name) {
        return switch (name) {
            case MAP -> map;
            case MASKS -> masks;
            case HISTOGRAM -> magnitudes;
            case STABILITY -> stability;
            case SPONTANEOUS -> spontaneous;
            case REPRESENTATION -> representation;
            case SHIFT_VALUES -> representation.atValues();
            case PRINCIPAL_AXES -> representation.atAxes();
            case LOGIT_LENS -> representation.atLens();
            case ALWAYS_KEPT -> representation.atAnchors();
            case CATEGORIES -> representation.atCategories();
            case SWEEP -> sweep;
            case SPEED -> speed;
            case NEXT_TOKEN -> nextToken;
            case GENERATIONS -> generation;
            case WINDOW -> throw new IllegalArgumentException("the window is no panel");
        };
    }
}
