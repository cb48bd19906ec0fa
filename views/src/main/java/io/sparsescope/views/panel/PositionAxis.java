package io.sparsescope.views.panel;

import io.sparsescope.engine.table.Axis;
import io.sparsescope.engine.table.Column;
import io.sparsescope.engine.table.RowColumns;
import io.sparsescope.engine.tokenizer.Token;
import io.sparsescope.engine.tokenizer.TokenSequence;

/** The positions of a prompt as an axis of exported tables. */
public final class PositionAxis {
    private PositionAxis() {}

    /** Every position with its token. */
    public static Axis of(TokenSequence tokens) {
        var labels =
                new RowColumns<>(tokens.tokens())
                        .text("token", "text of the token at the position", Token::text)
                        .whole("token_id", "its vocabulary id", Token::id);
        return Axis.numbered("position", tokens.length(), labels.list().toArray(Column[]::new));
    }
}
