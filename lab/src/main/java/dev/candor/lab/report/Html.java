package dev.candor.lab.report;

import java.util.ArrayList;
import java.util.List;

/// Builds HTML whose every text is escaped. Model names and question sets come from files that
/// strangers wrote.
public final class Html {
    private final StringBuilder out = new StringBuilder();

    /// `text` for an element's content or a quoted attribute. Control characters are dropped: they
    /// have no place in HTML, and bidirectional ones can turn a line around.
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append("&quot;");
                        case '\'' -> out.append("&#39;");
                        default -> {
                            if (c == '\n' || c == '\t' || !isControl(c)) {
                                out.appendCodePoint(c);
                            }
                        }
                    }
                });
        return out.toString();
    }

    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT
                || type == Character.SURROGATE;
    }

    /// Markup of our own, with `%s` for texts, which are escaped.
    public Html add(String markup, Object... texts) {
        Object[] escaped = new Object[texts.length];
        for (int i = 0; i < texts.length; i++) {
            escaped[i] = escape(texts[i].toString());
        }
        out.append(markup.formatted(escaped)).append('\n');
        return this;
    }

    /// Markup built by another instance.
    public Html add(Html inner) {
        out.append(inner.out);
        return this;
    }

    /// A table in a box that scrolls sideways where the page is narrow.
    ///
    /// @param name what the table shows, for those who cannot see what is around it
    /// @param heads column heads; one that starts with `#` is of a column of numbers
    /// @param rows cells, as many as `heads`; the first is the row's head
    public Html table(String name, List<String> heads, List<List<String>> rows) {
        add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">", name);
        add("<table><thead><tr>");
        for (String head : heads) {
            out.append("<th scope=\"col\"").append(isNumber(head) ? " class=\"number\">" : ">");
            add("%s</th>", isNumber(head) ? head.substring(1) : head);
        }
        add("</tr></thead><tbody>");
        for (List<String> row : rows) {
            addRow(heads, row);
        }
        return add("</tbody></table></div>");
    }

    private void addRow(List<String> heads, List<String> cells) {
        out.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            String cell = escape(cells.get(i));
            if (i == 0) {
                out.append("<th scope=\"row\">").append(cell).append("</th>");
            } else if (isNumber(heads.get(i))) {
                out.append("<td class=\"number\">").append(cell).append("</td>");
            } else {
                out.append("<td>").append(cell).append("</td>");
            }
        }
        out.append("</tr>\n");
    }

    /// Opens a section; its `id` is also where a link can lead.
    public Html section(String id, String title) {
        add("<section id=\"%s\" aria-labelledby=\"%s-title\">", id, id);
        return add("<h2 id=\"%s-title\">%s</h2>", id, title);
    }

    /// Opens a section that says how to read it.
    public Html section(String id, String title, String how) {
        return section(id, title).add("<p class=\"how\">%s</p>", how);
    }

    /// Whether a section of this `id` was opened; texts cannot look like one.
    boolean hasSection(String id) {
        return out.indexOf("<section id=\"" + id + "\"") >= 0;
    }

    public Html endSection() {
        return add("</section>");
    }

    /// A chart that is drawn already: markup whose texts are escaped.
    public Html drawing(String svg) {
        return drawing("chart", svg);
    }

    /// The same in a box of another class.
    Html drawing(String kind, String svg) {
        out.append("<div class=\"").append(kind).append("\">").append(svg).append("</div>\n");
        return this;
    }

    /// The place where `report.js` draws; `description` is what is read out instead.
    Html chart(String name, String description) {
        return add(
                "<div class=\"chart\" data-chart=\"%s\" data-description=\"%s\"></div>",
                name, description);
    }

    /// One of several charts of a kind.
    ///
    /// @param item which of the data's entries it shows
    Html chart(String name, int item, String description) {
        return add(
                "<div class=\"chart\" data-chart=\"%s\" data-item=\"%s\" data-description=\"%s\"></div>",
                name, item, description);
    }

    /// Opens what is shown on demand only, and not printed.
    Html details(String summary) {
        return add("<details><summary>%s</summary>", summary);
    }

    Html endDetails() {
        return add("</details>");
    }

    /// How to read it more closely, below a chart.
    Html note(String sentences) {
        return add("<p class=\"note\">%s</p>", sentences);
    }

    /// A name and its value, within a `dl`.
    Html fact(String name, String value) {
        return add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
    }

    /// A large figure under its name, within the `dl` of them.
    Html figure(String name, String value, String note) {
        return add("<div><dt>%s</dt><dd><b>%s</b> <span>%s</span></dd></div>", name, value, note);
    }

    /// Cells of a table's row; counts get their thousands separated.
    static List<String> row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Integer count ? Numbers.count(count) : cell.toString());
        }
        return row;
    }

    private static boolean isNumber(String head) {
        return head.startsWith("#");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
