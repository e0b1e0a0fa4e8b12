package io.nacre.peers.compare;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;

/** A page of Markdown that grows from top to bottom. */
final class MarkdownPage {
    private final StringBuilder text = new StringBuilder();

    /** A heading, and a paragraph under it. */
    @CanIgnoreReturnValue
    MarkdownPage section(String heading, String paragraph) {
        return heading(heading).paragraph(paragraph);
    }

    /** A paragraph, of one line or several. */
    @CanIgnoreReturnValue
    MarkdownPage paragraph(String paragraph) {
        text.append(paragraph.strip()).append("\n\n");
        return this;
    }

    /** A line to type, already indented. */
    @CanIgnoreReturnValue
    MarkdownPage code(String line) {
        text.append(line).append("\n\n");
        return this;
    }

    /** A heading without a paragraph. */
    @CanIgnoreReturnValue
    MarkdownPage heading(String heading) {
        text.append(heading).append("\n\n");
        return this;
    }

    /** A list with a dot before each item. */
    @CanIgnoreReturnValue
    MarkdownPage list(List<String> items) {
        items.forEach(item -> text.append("- ").append(item).append('\n'));
        text.append('\n');
        return this;
    }

    /** A table; each row has as many cells as the head. */
    @CanIgnoreReturnValue
    MarkdownPage table(List<String> head, List<List<String>> rows) {
        row(head);
        text.append('|').append(" --- |".repeat(head.size())).append('\n');
        rows.forEach(this::row);
        text.append('\n');
        return this;
    }

    /** A row of one cell and others behind it. */
    static List<String> cells(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString().strip() + "\n";
    }
}
