package dev.candor.app.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Gives the process its own standard error back.
///
/// The launcher starts the JVM with descriptor 2 behind a filter, which swallows the warning about
/// the incubator module, and passes the original descriptor's number in `candor.stderr.original`.
/// From here on 2 is the terminal, file or pipe the user chose, for Java and native code alike.
public final class StandardError {
    private static final int STDERR = 2;

    private StandardError() {}

    /// Does nothing if the launcher left standard error alone. To be called before anything is
    /// printed.
    public static void restore() {
        Integer original = Integer.getInteger("candor.stderr.original");
        if (original == null) {
            return;
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle dup2 =
                handle(
                        linker,
                        "dup2",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle close =
                handle(
                        linker,
                        "close",
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            if ((int) dup2.invokeExact((int) original, STDERR) == STDERR) {
                int _ = (int) close.invokeExact((int) original);
            }
        } catch (
                Throwable problem) { // declared by MethodHandle; the filter stays, all gets through
            System.err.println("candor: standard error stays filtered: " + problem);
        }
    }

    private static MethodHandle handle(Linker linker, String name, FunctionDescriptor type) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
