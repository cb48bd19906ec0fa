package io.sparsescope.engine.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template that writes something, or decides what is written. */
sealed interface TemplateNode {
    /** Characters as they are. */
    record Text(String text) implements TemplateNode {}

    /** The value of an expression. */
    record Output(TemplateExpression value) implements TemplateNode {}

    /** The first branch whose condition holds. */
    record If(List<Branch> branches) implements TemplateNode {}

    /**
     * A branch.
     *
     * @param condition null for {@code else}
     * @param body what is written then
     */
    record Branch(@Nullable TemplateExpression condition, List<TemplateNode> body) {}

    /** The body once for every element. */
    record For(String variable, TemplateExpression list, List<TemplateNode> body)
            implements TemplateNode {}

    /** A variable of the innermost loop, or of the template. */
    record Set(String variable, TemplateExpression value) implements TemplateNode {}
}
