package io.nacre.peers.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.nacre.peers.Images;
import io.nacre.peers.Net;
import io.nacre.peers.Part;
import io.nacre.peers.Peer;
import io.nacre.peers.Protocol;
import io.nacre.peers.Workload;

/** The Deep Java Library on PyTorch, with its blocks, trainer and predictor. */
public final class DjlPeer implements Peer {
    private DjlPeer() {}

    /** Measures a workload at a number of threads. */
    public static void main(String[] args) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", args[1]);
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Protocol.main(new DjlPeer(), args);
    }

    @Override
    public String name() {
        return "DJL";
    }

    @Override
    public String version() {
        return "Deep Java Library " + Engine.getDjlVersion() + ", PyTorch "
                + Engine.getEngine("PyTorch").getVersion();
    }

    @Override
    public Net net(Workload workload, int threads, long seed) {
        Engine.getEngine("PyTorch").setRandomSeed((int) seed);
        SequentialBlock block = new SequentialBlock();
        // A linear layer is given its initializer when it is known which kind it has.
        DefaultTrainingConfig config = new DefaultTrainingConfig(new SoftmaxCrossEntropyLoss());
        for (Part part : workload.parts()) {
            block.add(block(part));
            if (part instanceof Part.Dense dense) {
                Block linear = block.getChildren().valueAt(block.getChildren().size() - 1);
                linear.setInitializer(initializer(dense), Parameter.Type.WEIGHT);
                if (dense.relu()) {
                    block.add(Activation.reluBlock());
                }
            }
        }
        Model model = Model.newInstance(workload.name(), "PyTorch");
        model.setBlock(block);
        Trainer trainer = model.newTrainer(config.optOptimizer(optimizer(workload.rule())));
        trainer.initialize(new Shape(1, Images.PIXELS));
        return new DjlNet(model, trainer, model.newPredictor(new Classifier()));
    }

    private static Block block(Part part) {
        return switch (part) {
            case Part.Dense dense -> Linear.builder().setUnits(dense.units()).build();
            case Part.BatchNorm _ ->
                BatchNorm.builder()
                        .optMomentum((float) Part.BatchNorm.MOMENTUM)
                        .optEpsilon((float) Part.BatchNorm.EPSILON)
                        .build();
            case Part.Swish _ -> Activation.swishBlock(1);
            case Part.Dropout dropout ->
                Dropout.builder().optRate((float) dropout.rate()).build();
        };
    }

    private static XavierInitializer initializer(Part.Dense dense) {
        return dense.heNormal()
                ? new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2)
                : new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);
    }

    private static Optimizer optimizer(Workload.Rule rule) {
        return switch (rule) {
            case SGD ->
                Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(Workload.LEARNING_RATE))
                        .build();
            case NESTEROV -> new Nesterov();
            case ADAM ->
                Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(Workload.LEARNING_RATE))
                        .optBeta1(Workload.BETA_1)
                        .optBeta2(Workload.BETA_2)
                        .optEpsilon(Workload.EPSILON)
                        .build();
            case NADAM -> new Nadam();
        };
    }

    private record DjlNet(Model model, Trainer trainer, Predictor<float[], float[]> predictor) implements Net {
        @Override
        public float step(float[] pixels, int[] labels) {
            try (NDManager manager = trainer.getManager().newSubManager()) {
                NDArray x = manager.create(pixels, new Shape(labels.length, Images.PIXELS));
                NDArray y = manager.create(longs(labels));
                NDArray loss;
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDList answers = trainer.forward(new NDList(x));
                    loss = trainer.getLoss().evaluate(new NDList(y), answers);
                    collector.backward(loss);
                }
                trainer.step();
                return loss.getFloat();
            }
        }

        private static long[] longs(int[] labels) {
            long[] longs = new long[labels.length];
            for (int i = 0; i < longs.length; i++) {
                longs[i] = labels[i];
            }
            return longs;
        }

        @Override
        public float[] predict(float[] pixels) {
            try {
                return predictor.predict(pixels);
            } catch (TranslateException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public float[] predictWithDropout(float[] pixels) {
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDArray x = manager.create(pixels, new Shape(pixels.length / Images.PIXELS, Images.PIXELS));
                NDList answers = model.getBlock().forward(new ParameterStore(manager, false), new NDList(x), true);
                return answers.singletonOrThrow().softmax(1).toFloatArray();
            }
        }

        @Override
        public void close() {
            predictor.close();
            trainer.close();
            model.close();
        }
    }

    private static final class Classifier implements NoBatchifyTranslator<float[], float[]> {
        @Override
        public NDList processInput(TranslatorContext context, float[] pixels) {
            return new NDList(
                    context.getNDManager().create(pixels, new Shape(pixels.length / Images.PIXELS, Images.PIXELS)));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList answers) {
            return answers.singletonOrThrow().softmax(1).toFloatArray();
        }
    }
}
