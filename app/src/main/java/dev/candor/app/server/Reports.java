package dev.candor.app.server;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The report pages that the server was started with, read once. A page's id is a secret that the
/// list tells: the browser's frame that shows it can send no key.
final class Reports {
    private static final long MOST_BYTES = 64 << 20;

    private record Report(String title, byte[] page) {}

    private final Map<String, Report> reports = new LinkedHashMap<>();

    /// @param files pages, or folders of runs that hold a `report.html`
    /// @throws IOException if one cannot be read
    Reports(List<Path> files, SecureRandom random) throws IOException {
        for (Path file : files) {
            boolean folder = Files.isDirectory(file);
            Path page = folder ? file.resolve("report.html") : file;
            if (Files.size(page) > MOST_BYTES) {
                throw new IOException(page + ": is larger than 64 MiB, expected a report page");
            }
            byte[] id = new byte[16];
            random.nextBytes(id);
            String title = String.valueOf(file.toAbsolutePath().normalize().getFileName());
            reports.put(HexFormat.of().formatHex(id), new Report(title, Files.readAllBytes(page)));
        }
    }

    void register(HttpRules rules) {
        rules.get("/candor/reports", this::list).get("/candor/reports/{id}", this::page);
    }

    private void list(ServerRequest request, ServerResponse response) {
        ObjectNode root = Json.object();
        ArrayNode list = root.putArray("reports");
        reports.forEach(
                (id, report) -> list.addObject().put("id", id).put("title", report.title()));
        Bodies.send(response, 200, root);
    }

    private void page(ServerRequest request, ServerResponse response) {
        Report report = reports.get(request.path().pathParameters().get("id"));
        if (report == null) {
            throw ApiException.notFound("there is no such report");
        }
        response.header("Content-Type", "text/html; charset=utf-8");
        response.send(report.page());
    }
}
