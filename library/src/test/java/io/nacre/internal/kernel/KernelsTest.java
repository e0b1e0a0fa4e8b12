package io.nacre.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelsTest {
    @Test
    void vectorsAreBestWhereTheModuleIs() {
        assertInstanceOf(VectorKernels.class, KernelChoice.choose("best"));
        assertInstanceOf(VectorKernels.class, KernelChoice.choose("vector"));
        assertInstanceOf(ScalarKernels.class, KernelChoice.choose("scalar"));
        assertSame(KernelChoice.best(), KernelChoice.best());
    }

    @Test
    void anotherWishIsRefused() {
        var refusal = assertThrows(IllegalStateException.class, () -> KernelChoice.choose("fast"));
        assertEquals("nacre.kernels is scalar or vector, or left out; not 'fast'", refusal.getMessage());
    }

    @Test
    void withoutTheModuleScalarKernelsServeAndNoVectorClassIsTouched() throws Exception {
        String output = start(List.of("-Xlog:class+load"));
        assertTrue(output.contains("kernels: scalar"), output);
        assertFalse(output.contains("jdk.incubator.vector."), "vector classes loaded");
        assertFalse(output.contains("kernel.Vector"), "vector classes loaded");
    }

    @Test
    void withoutTheModuleVectorsCannotBeAskedFor() throws Exception {
        String output = start(List.of("-Dnacre.kernels=vector"));
        assertTrue(output.contains("start Java with --add-modules jdk.incubator.vector"), output);
    }

    /** What another Java process without the vector module prints. */
    private static String start(List<String> options) throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(place(Kernels.class) + System.getProperty("path.separator") + place(KernelsTest.class));
        command.add(Program.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    static class Program {
        public static void main(String[] args) {
            float[] a = new float[3 + Kernels.SLACK];
            KernelChoice.best().exp(3, a, 0, a, 0);
            System.out.println("kernels: " + KernelChoice.best().name());
        }
    }
}
