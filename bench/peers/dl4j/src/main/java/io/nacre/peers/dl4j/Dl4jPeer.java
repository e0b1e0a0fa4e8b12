package io.nacre.peers.dl4j;

import io.nacre.peers.Images;
import io.nacre.peers.Net;
import io.nacre.peers.Part;
import io.nacre.peers.Peer;
import io.nacre.peers.Protocol;
import io.nacre.peers.Workload;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Deeplearning4j, with {@code MultiLayerNetwork}. Arrays are closed as soon as they are through and the library's own
 * calls of the garbage collector are off, which its manual recommends; the kernels of its OpenBLAS are named from
 * outside ({@code OPENBLAS_CORETYPE}), for they do not know today's processors.
 */
public final class Dl4jPeer implements Peer {
    private Dl4jPeer() {}

    /** Measures a workload at a number of threads. */
    public static void main(String[] args) {
        Protocol.main(new Dl4jPeer(), args);
    }

    @Override
    public String name() {
        return "DL4J";
    }

    @Override
    public String version() {
        return "Deeplearning4j " + Peer.versionOf("org.deeplearning4j", "deeplearning4j-nn");
    }

    @Override
    public Net net(Workload workload, int threads, long seed) {
        Nd4j.getMemoryManager().togglePeriodicGc(false);
        var layers = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater(workload.rule()))
                .list();
        for (Part part : workload.parts().subList(0, workload.parts().size() - 1)) {
            layers.layer(layer(part));
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(Images.CLASSES)
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .activation(Activation.SOFTMAX)
                .build());
        var network = new MultiLayerNetwork(
                layers.setInputType(InputType.feedForward(Images.PIXELS)).build());
        network.init();
        return new Dl4jNet(network);
    }

    private static IUpdater updater(Workload.Rule rule) {
        return switch (rule) {
            case SGD -> new Sgd(Workload.LEARNING_RATE);
            case NESTEROV -> new Nesterovs(Workload.LEARNING_RATE, Workload.BETA_1);
            case ADAM -> new Adam(Workload.LEARNING_RATE, Workload.BETA_1, Workload.BETA_2, Workload.EPSILON);
            case NADAM -> new Nadam(Workload.LEARNING_RATE, Workload.BETA_1, Workload.BETA_2, Workload.EPSILON);
        };
    }

    private static Layer layer(Part part) {
        return switch (part) {
            case Part.Dense dense ->
                new DenseLayer.Builder()
                        .nOut(dense.units())
                        .weightInit(dense.heNormal() ? WeightInit.RELU : WeightInit.XAVIER_UNIFORM)
                        .activation(dense.relu() ? Activation.RELU : Activation.IDENTITY)
                        .build();
            case Part.BatchNorm _ ->
                new BatchNormalization.Builder()
                        .decay(Part.BatchNorm.MOMENTUM)
                        .eps(Part.BatchNorm.EPSILON)
                        .build();
            case Part.Swish _ -> new ActivationLayer(Activation.SWISH);
            case Part.Dropout dropout -> new DropoutLayer(1 - dropout.rate());
        };
    }

    private record Dl4jNet(MultiLayerNetwork network) implements Net {
        @Override
        public float step(float[] pixels, int[] labels) {
            float[][] oneHot = new float[labels.length][Images.CLASSES];
            for (int row = 0; row < labels.length; row++) {
                oneHot[row][labels[row]] = 1;
            }
            try (INDArray x = images(pixels);
                    INDArray y = Nd4j.createFromArray(oneHot)) {
                network.fit(x, y);
                return (float) network.score();
            }
        }

        @Override
        public float[] predict(float[] pixels) {
            return output(pixels, false);
        }

        @Override
        public float[] predictWithDropout(float[] pixels) {
            return output(pixels, true);
        }

        private float[] output(float[] pixels, boolean training) {
            try (INDArray x = images(pixels);
                    INDArray y = network.output(x, training)) {
                return y.data().asFloat();
            }
        }

        private static INDArray images(float[] pixels) {
            return Nd4j.create(pixels, new long[] {pixels.length / Images.PIXELS, Images.PIXELS}, 'c');
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
