package io.coterie.campaign.template;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/// The words of an HTML page, with the addresses of its links, for readers without HTML.
final class PlainText {
    private PlainText() {}

    static String of(String html) {
        Element body = Jsoup.parse(html).body();
        body.select("script, style").remove();
        Writer writer = new Writer();
        body.traverse(writer);
        return writer.out
                        .toString()
                        .replaceAll("[ \\t]*\\n[ \\t]*", "\n")
                        .replaceAll("\\n{3,}", "\n\n")
                        .strip() + "\n";
    }

    private static final class Writer implements NodeVisitor {
        private final StringBuilder out = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            switch (node) {
                case TextNode text -> out.append(text.text());
                case Element line when line.nameIs("br") -> out.append('\n');
                case Element item when item.nameIs("li") -> out.append("\n- ");
                case Element block when block.isBlock() -> out.append("\n");
                default -> {}
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element link
                    && link.nameIs("a")
                    && link.attr("href").contains(":")) {
                out.append(" (").append(link.attr("href")).append(')');
            } else if (node instanceof Element block && block.isBlock() && !block.nameIs("br") && !block.nameIs("li")) {
                out.append(block.nameIs("p") ? "\n\n" : "\n");
            }
        }
    }
}
