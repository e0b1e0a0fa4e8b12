package io.nacre.book.practice;

import io.nacre.book.page.Page;
import io.nacre.book.page.Program;
import io.nacre.book.page.Setting;
import io.nacre.data.Cifar10;
import io.nacre.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The exercise's deep nets on CIFAR-10, if its files are on this machine. */
public final class Cifar10Exercise implements Program {
    private static final int EPOCHS = 30;

    /** Images of a quick run. */
    private static final int FEW = 1000;

    private final Supplier<Optional<Cifar10>> source;
    private final List<Path> places;

    private Cifar10Exercise(Supplier<Optional<Cifar10>> source, List<Path> places) {
        this.source = source;
        this.places = List.copyOf(places);
    }

    /** On the files where they usually are. */
    public static Cifar10Exercise of() {
        return new Cifar10Exercise(Cifar10::find, Cifar10.places());
    }

    /** On those in a folder. */
    static Cifar10Exercise of(Path folder) {
        return new Cifar10Exercise(() -> Optional.of(Cifar10.load(folder)), List.of(folder));
    }

    /** On a machine on which this folder, where they are looked for, has none of them. */
    static Cifar10Exercise without(Path folder) {
        return new Cifar10Exercise(Optional::empty, List.of(folder));
    }

    @Override
    public String name() {
        return "exercise-cifar-10";
    }

    @Override
    public String title() {
        return "The exercise's nets of 20 layers on CIFAR-10";
    }

    @Override
    public void run(Setting setting, Page page) {
        source.get().ifPresentOrElse(data -> run(data, setting, page), () -> page.paragraph(notFound()));
    }

    private static void run(Cifar10 data, Setting setting, Page page) {
        page.paragraph("On " + data.source() + ".");
        new DeepExercise(some(data.train(), setting), some(data.valid(), setting), some(data.test(), setting), EPOCHS)
                .run(setting, page, "exercise_cifar_10_plot", "CIFAR-10");
    }

    private static Dataset some(Dataset images, Setting setting) {
        return setting.quick() ? images.slice(0, Math.min(FEW, images.size())) : images;
    }

    private String notFound() {
        return "Not run: the files of CIFAR-10 were not found. They were looked for in "
                + places.stream().map(place -> "`" + fromHome(place) + "`").collect(Collectors.joining(", "))
                + ". Nothing is downloaded; unpack `cifar-10-binary.tar.gz` in one of these places, or set `NACRE_DATA`"
                + " to the folder with `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin`.";
    }

    /** As a shell has it, so that a page does not tell whose machine wrote it. */
    private static String fromHome(Path place) {
        Path home = Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
        return place.startsWith(home) ? "~/" + home.relativize(place) : place.toString();
    }
}
