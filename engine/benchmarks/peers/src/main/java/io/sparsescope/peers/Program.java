package io.sparsescope.peers;

/** The programs that are compared. */
enum Program {
    SPARSESCOPE("Sparsescope"),
    LLAMA_CPP("llama.cpp"),
    JLAMA("Jlama");

    private final String label;

    Program(String label) {
        this.label = label;
    }

    /** Its name in reports. */
    String label() {
        return label;
    }

    /** Its name in files. */
    String word() {
        return label.replace(".", "-");
    }
}
