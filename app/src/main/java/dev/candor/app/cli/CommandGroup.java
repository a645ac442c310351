package dev.candor.app.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Headings under which `candor --help` lists the commands, in this order.
public enum CommandGroup {
    FIND("Find neurons"),
    USE("Use a probe"),
    DATA("Models and questions"),
    PROJECT("Work on Candor itself"),
    HELP("Help");

    private final String heading;

    CommandGroup(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }

    /// Puts a command class under a heading; a command without it is listed under [#HELP].
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface In {
        CommandGroup value();
    }
}
