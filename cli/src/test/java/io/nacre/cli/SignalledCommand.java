package io.nacre.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The command in a Java that sends itself a signal when it has written a certain text, and goes on only when the signal
 * is being handled; so what follows does not depend on how fast signals are.
 */
final class SignalledCommand extends FilterOutputStream {
    private final String signal;
    private final String text;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean sent;

    private SignalledCommand(OutputStream out, String signal, String text) {
        super(out);
        this.signal = signal;
        this.text = text;
    }

    /** Runs the command with the arguments after a signal's name and a text. */
    public static void main(String[] args) {
        String[] command = new String[args.length - 2];
        System.arraycopy(args, 2, command, 0, command.length);
        int code =
                Main.execute(new SignalledCommand(new FileOutputStream(FileDescriptor.out), args[0], args[1]), command);
        Interruption.commandEnds(code);
        System.exit(code);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        written.write(bytes, offset, length);
        if (!sent && written.toString(StandardCharsets.UTF_8).contains(text)) {
            sent = true;
            send();
        }
    }

    private void send() throws IOException {
        try {
            if (isIgnored(signal)) {
                throw new IOException("SIG" + signal + " is ignored here, so nothing can be seen");
            }
            new ProcessBuilder(
                            "/bin/kill",
                            "-" + signal,
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            while (Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals(Interruption.THREAD)
                            && thread.getState() == Thread.State.WAITING)) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(e.getMessage());
        }
    }

    /** Whether this process was started with a signal ignored, as shells start what runs in their background. */
    private static boolean isIgnored(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        int number = signal.equals("INT") ? 2 : 15;
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring(line.indexOf(':') + 1).strip(), 16))
                .anyMatch(mask -> (mask & 1L << number - 1) != 0);
    }
}
