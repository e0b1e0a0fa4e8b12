package io.nacre.book.reuse;

import io.nacre.Sequential;
import io.nacre.book.page.Setting;

/** A way to prepare the lower layers of a classifier before it sees a label, or only few of them. */
interface Pretraining {
    /** What it is called in a table. */
    String name();

    /**
     * Lower layers for 28 x 28 images: from the image to features on which an output layer is set, as
     * {@link Classifier#lowerLayers} describes them.
     *
     * @param seed of all that is random in it
     */
    Sequential lowerLayers(Setting setting, long seed);
}
