package io.nacre.book;

import io.nacre.book.activation.EluAndSelu;
import io.nacre.book.activation.GeluSwishMish;
import io.nacre.book.activation.LeakyReluPlot;
import io.nacre.book.activation.SigmoidSaturation;
import io.nacre.book.gradient.BatchNormalizationPlaces;
import io.nacre.book.gradient.GradientClipping;
import io.nacre.book.gradient.HundredLayers;
import io.nacre.book.gradient.Initialization;
import io.nacre.book.gradient.VanishingGradients;
import io.nacre.book.optimizer.OptimizerComparison;
import io.nacre.book.page.Program;
import io.nacre.book.practice.Cifar10Exercise;
import io.nacre.book.practice.ClosingRecipes;
import io.nacre.book.practice.FashionMnistExercise;
import io.nacre.book.regularization.DropoutRegularization;
import io.nacre.book.regularization.MaxNormRegularization;
import io.nacre.book.regularization.MonteCarloDropout;
import io.nacre.book.regularization.ReliabilityDiagram;
import io.nacre.book.regularization.WeightPenalties;
import io.nacre.book.reuse.AdversarialNet;
import io.nacre.book.reuse.Autoencoder;
import io.nacre.book.reuse.DeepBeliefNet;
import io.nacre.book.reuse.GreedyPretraining;
import io.nacre.book.reuse.LabelEfficiency;
import io.nacre.book.reuse.MaskedPixels;
import io.nacre.book.reuse.SameClassOrNot;
import io.nacre.book.reuse.TransferLearning;
import io.nacre.book.schedule.CosineScheduling;
import io.nacre.book.schedule.ExponentialScheduling;
import io.nacre.book.schedule.LearningRateFinding;
import io.nacre.book.schedule.OneCycleScheduling;
import io.nacre.book.schedule.PiecewiseConstantScheduling;
import io.nacre.book.schedule.PolynomialScheduling;
import io.nacre.book.schedule.PowerScheduling;
import io.nacre.book.schedule.ScheduleComparison;
import io.nacre.book.small.SmallModels;
import java.util.List;
import java.util.stream.Collectors;

/** All programs of the book. */
public final class Book {
    private static final List<Program> PROGRAMS = List.of(
            new SigmoidSaturation(),
            new VanishingGradients(),
            new Initialization(),
            new LeakyReluPlot(),
            new EluAndSelu(),
            new GeluSwishMish(),
            new HundredLayers(),
            new BatchNormalizationPlaces(),
            new GradientClipping(),
            new TransferLearning(),
            Autoencoder.of(),
            Autoencoder.denoising(),
            new GreedyPretraining(),
            new DeepBeliefNet(),
            new AdversarialNet(),
            new SameClassOrNot(),
            new MaskedPixels(),
            new LabelEfficiency(),
            new OptimizerComparison(),
            new PowerScheduling(),
            new ExponentialScheduling(),
            new PiecewiseConstantScheduling(),
            new PolynomialScheduling(),
            new CosineScheduling(),
            new ScheduleComparison(),
            new LearningRateFinding(),
            new OneCycleScheduling(),
            new WeightPenalties(),
            new DropoutRegularization(),
            new MonteCarloDropout(),
            new ReliabilityDiagram(),
            new MaxNormRegularization(),
            new ClosingRecipes(),
            new FashionMnistExercise(),
            Cifar10Exercise.of(),
            new SmallModels());

    private Book() {}

    /** The programs in the chapter's order. */
    public static List<Program> programs() {
        return PROGRAMS;
    }

    /**
     * The program of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public static Program program(String name) {
        return PROGRAMS.stream()
                .filter(program -> program.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the book has no program '" + name + "'; it has "
                        + PROGRAMS.stream().map(Program::name).collect(Collectors.joining(", "))));
    }
}
