package io.sparsescope.app.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ComplaintsTest {
    @Test
    void troublesOfFilesAreOneKindAndNumbersDoNotMakeAnother() {
        assertEquals("a file", Complaints.kind("/tmp/x/config.json: no such file; check it"));
        assertEquals(
                Complaints.kind(
                        "The prompt has 300 tokens, the model's context is 256: shorten it."),
                Complaints.kind(
                        "The prompt has 90 tokens, the model's context is 64: shorten it."));
    }
}
