package io.nacre.peers.tensorflow;

import io.nacre.peers.Net;
import io.nacre.peers.Peer;
import io.nacre.peers.Protocol;
import io.nacre.peers.Workload;
import org.tensorflow.TensorFlow;

/** TensorFlow for Java: a graph, its gradients and a session. It has no layers. */
public final class TensorFlowPeer implements Peer {
    private TensorFlowPeer() {}

    /** Measures a workload at a number of threads. */
    public static void main(String[] args) {
        Protocol.main(new TensorFlowPeer(), args);
    }

    @Override
    public String name() {
        return "TensorFlow";
    }

    @Override
    public String version() {
        String api = Peer.versionOf("org.tensorflow", "tensorflow-core-api");
        return "TensorFlow for Java " + api + ", TensorFlow " + TensorFlow.version();
    }

    @Override
    public Net net(Workload workload, int threads, long seed) {
        return new TensorFlowNet(workload, threads, seed);
    }
}
