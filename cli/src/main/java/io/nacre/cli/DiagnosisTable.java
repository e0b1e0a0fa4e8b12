package io.nacre.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.nacre.diagnosis.LayerReport;
import io.nacre.diagnosis.Snapshot;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What a diagnosis measured, a line for each layer at each look. */
record DiagnosisTable(List<Snapshot> snapshots) {
    DiagnosisTable {
        snapshots = List.copyOf(snapshots);
    }

    void write(Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "step",
                    "layer",
                    "mean",
                    "deviation",
                    "saturated",
                    "dead",
                    "gradient_norm",
                    "weight_norm",
                    "update_ratio");
            for (Snapshot snapshot : snapshots) {
                for (LayerReport layer : snapshot.layers()) {
                    csv.writeRecord(
                            Stream.concat(Stream.of(Long.toString(snapshot.step()), layer.layer()), figures(layer))
                                    .toList());
                }
            }
        }
        OutputFile.write(file, text.toString());
    }

    private static Stream<String> figures(LayerReport layer) {
        return DoubleStream.of(
                        layer.mean(),
                        layer.deviation(),
                        layer.saturated(),
                        layer.dead(),
                        layer.gradientNorm(),
                        layer.weightNorm(),
                        layer.updateRatio())
                .mapToObj(figure -> Double.isNaN(figure) ? "" : Float.toString((float) figure));
    }
}
