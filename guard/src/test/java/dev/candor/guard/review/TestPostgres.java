package dev.candor.guard.review;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real PostgreSQL server of our own, on a free port of this machine.
final class TestPostgres implements AutoCloseable {
    static final String PASSWORD = "s3cret#%word";
    private static final String USER = "candor";
    private static final Duration START = Duration.ofSeconds(60);

    private final Path home;
    private final int port;
    private final Process server;
    private int databases;

    private TestPostgres(Path home, int port, Process server) {
        this.home = home;
        this.port = port;
        this.server = server;
    }

    static TestPostgres start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("candor-postgres");
        PostgresBinaries.unpack(home);
        Files.writeString(home.resolve("password"), PASSWORD);
        giveToUser(home);
        String data = home.resolve("data").toString();
        String bin = home.resolve("bin").toString();
        Process init =
                run(
                        home,
                        bin + "/initdb",
                        "--pgdata=" + data,
                        "--username=" + USER,
                        "--pwfile=" + home.resolve("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--set=scram_iterations=1", // the tests open some hundred connections
                        "--no-sync");
        if (init.waitFor() != 0) {
            throw new IllegalStateException("initdb failed: " + log(home));
        }
        int port = freePort();
        Process server =
                run(
                        home,
                        bin + "/postgres",
                        "-D",
                        data,
                        "-p",
                        "" + port,
                        "-h",
                        "127.0.0.1",
                        "-k",
                        "",
                        "-F");
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        TestPostgres started = new TestPostgres(home, port, server);
        started.awaitConnections();
        return started;
    }

    /// PostgreSQL refuses to run as root, who is given nobody's rights instead.
    private static Process run(Path home, String... command) throws IOException {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(
                    List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        }
        all.addAll(List.of(command));
        return new ProcessBuilder(all)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void giveToUser(Path home) throws IOException {
        if (isRoot()) {
            UserPrincipal nobody =
                    home.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("65534");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setOwner(home, nobody);
            Files.setOwner(home.resolve("password"), nobody);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitConnections() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(START);
        while (true) {
            try {
                connect("postgres").close();
                return;
            } catch (SQLException notYet) {
                if (!server.isAlive() || Instant.now().isAfter(end)) {
                    throw new IllegalStateException("no server: " + log(home), notYet);
                }
                Thread.sleep(50);
            }
        }
    }

    private static String log(Path home) throws IOException {
        return Files.readString(home.resolve("log"));
    }

    /// Its name.
    String newDatabase() throws SQLException {
        String name = "queue" + ++databases;
        try (Connection db = connect("postgres");
                Statement statement = db.createStatement()) {
            statement.execute("create database " + name);
        }
        return name;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host() + "/" + database, USER, PASSWORD);
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    /// As a user would write it.
    String url(String database) {
        return "postgresql://" + USER + ":s3cret%23%25word@" + host() + "/" + database;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.destroy();
        if (!server.waitFor(10, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
