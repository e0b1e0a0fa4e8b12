package io.nacre.diagnosis;

import java.util.List;

/**
 * A symptom that a run showed.
 *
 * @param symptom what it is
 * @param step the step at which it was first seen
 * @param layers the paths of the layers that show it; empty if it concerns the whole model
 * @param evidence the figures that it rests on
 */
public record Finding(Symptom symptom, long step, List<String> layers, String evidence) {
    private static final int NAMED = 4;

    /** Copies the list. */
    public Finding {
        layers = List.copyOf(layers);
    }

    /** All of it in one sentence, with the remedy. */
    @Override
    public String toString() {
        return "step " + step + ": " + symptom.description() + place() + " (" + evidence + "). Remedy: "
                + symptom.remedy() + ".";
    }

    private String place() {
        if (layers.isEmpty()) {
            return "";
        }
        String named = String.join(", ", layers.subList(0, Math.min(NAMED, layers.size())));
        int more = layers.size() - NAMED;
        return ", in " + named + (more > 0 ? " and " + more + " more" : "");
    }
}
