package io.nacre.file;

/** A value that is present but empty: {@code null} in JSON, {@code None} in Keras. */
public enum None {
    /** The only one. */
    NONE;

    /** Returns {@code None}, as Python prints it. */
    @Override
    public String toString() {
        return "None";
    }
}
