package io.sparsescope.engine.chat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model's chat template: turns messages into the text that the model was trained to continue. */
public final class ChatTemplate {
    private final TemplateSource source;
    private final List<TemplateNode> nodes;
    private final Map<String, String> specialTokens;

    private ChatTemplate(ChatTemplateFile file) {
        this.source = TemplateSource.of(file.file(), file.template());
        this.nodes = TemplateParser.parse(source);
        this.specialTokens = file.specialTokens();
    }

    /**
     * The template beside a model's tokenizer.
     *
     * @param directory of the model
     * @return empty when the tokenizer carries none
     * @throws io.sparsescope.engine.format.BadInputException when it is unsound, or uses more than
     *     the subset that is interpreted; the message names construct, line and column
     */
    public static Optional<ChatTemplate> read(Path directory) {
        return ChatTemplateFile.find(directory).map(ChatTemplate::new);
    }

    /**
     * The text of a conversation that asks for the model's answer.
     *
     * @throws io.sparsescope.engine.format.BadInputException when the template refuses it
     */
    public String render(List<ChatMessage> messages) {
        return render(messages, true);
    }

    /** The text of a conversation, with or without the head of the answer. */
    String render(List<ChatMessage> messages, boolean addGenerationPrompt) {
        Map<String, Object> variables = new HashMap<>(specialTokens);
        variables.put("tools", TemplateValue.NONE);
        variables.put("documents", TemplateValue.NONE);
        variables.put("add_generation_prompt", addGenerationPrompt);
        variables.put(
                "messages",
                messages.stream()
                        .map(message ->
                                Map.<String, Object>of(
                                        "role", message.role(), "content", message.content()))
                        .toList());
        return new TemplateRun(source, variables).render(nodes);
    }
}
