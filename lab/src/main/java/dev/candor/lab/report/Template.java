package dev.candor.lab.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page with slots to fill, `{{name}}`, and the hashes that its content security policy needs.
final class Template {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z0-9-]+)}}");

    private Template() {}

    // One pass: a slot's name inside an inserted text stays text.
    static String fill(String template, Map<String, String> slots) {
        return SLOT.matcher(template)
                .replaceAll(slot -> {
                    String value = slots.get(slot.group(1));
                    if (value == null) {
                        throw new IllegalStateException("no text for " + slot.group());
                    }
                    return Matcher.quoteReplacement(value);
                });
    }

    /// The source expression that allows an inline script or style of this content.
    static String hash(String content) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
