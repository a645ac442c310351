package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import dev.candor.app.find.Reproduction;
import dev.candor.app.find.RunFiles;
import dev.candor.lab.report.Comparison;
import dev.candor.lab.report.Comparison.Named;
import dev.candor.lab.report.ComparisonPage;
import dev.candor.lab.report.ComparisonSummary;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.ReportJson;
import dev.candor.lab.report.ShortSummary;
import dev.candor.lab.report.TerminalSummary;
import dev.candor.lab.report.WithoutTexts;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what runs found: one run's report again, or several side by side.
@Command(
        name = "report",
        description = "Draw the report of a run again, or compare runs side by side.",
        footer = {
            "",
            "One RUN: writes its report.html anew, or with --out a copy of all that is",
            "published of it: report, page, neurons, probe, how to repeat it, checksums.",
            "Several: writes a page that compares them."
        })
@CommandGroup.In(CommandGroup.FIND)
final class ReportCommand implements Callable<Integer> {
    /// Commands whose runs end with a page of their own, and with a file of their name.
    private static final List<String> OTHERS =
            List.of("comply", "tune", "validate", "origin", "twins");

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Folder with the report.json of a run of find.")
    private List<Path> runs = List.of();

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description =
                    "One RUN: folder for a copy of its results. Several: file of the page (default:"
                            + " compare.html).")
    private @Nullable Path out;

    @Option(
            names = "--without-texts",
            description =
                    "Leave questions and answers out of the copy: for data that is not yours to"
                            + " publish. Needs --out.")
    private boolean withoutTexts;

    @Option(
            names = "--json",
            description = "Print JSON, see docs/formats/report-json.md, not the summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().print(runs.size() == 1 ? one(runs.getFirst()) : several());
        spec.commandLine().getOut().flush();
        return ExitCode.OK.code();
    }

    private String one(Path run) throws IOException {
        require(
                spec,
                !withoutTexts || out != null,
                "--without-texts needs --out, the folder of the copy; the run keeps its texts");
        boolean sealed = Files.exists(run.resolve(Checksums.FILE));
        if (sealed) {
            Checksums.read(run).require(run);
        }
        FindReport report = read(run);
        Path folder = out == null ? run : out;
        if (out == null) {
            RunFiles.unseal(run);
            ReportFiles.writePage(run, report);
        } else {
            require(
                    spec,
                    !Files.exists(out) || !Files.isSameFile(out, run),
                    "--out is the run itself, expected another folder");
            report = withoutTexts ? WithoutTexts.of(report) : report;
            Files.createDirectories(out);
            RunFiles.unseal(out);
            ReportFiles.write(out, report);
            copyOrigin(run, out);
        }
        if (sealed) {
            RunFiles.seal(folder);
        }
        if (json) {
            return ReportJson.write(report);
        }
        return out == null
                ? TerminalSummary.render(report, folder)
                : ShortSummary.render(report, folder);
    }

    /// What belongs to a report that is published, and holds no texts.
    private static void copyOrigin(Path run, Path out) throws IOException {
        for (String name : List.of("probe.json", Reproduction.FILE)) {
            if (Files.exists(run.resolve(name))) {
                Files.copy(
                        run.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String several() throws IOException {
        require(
                spec,
                !withoutTexts,
                "--without-texts is for one RUN: a comparison holds no questions or answers");
        Path page = out == null ? Path.of("compare.html") : out;
        require(
                spec,
                !Files.isDirectory(page),
                "--out is the folder " + page + ", expected a file for the page");
        Comparison comparison = Comparison.of(reports());
        WholeFile.write(page, ComparisonPage.render(comparison));
        return json
                ? ReportJson.write(comparison)
                : ComparisonSummary.render(comparison) + "\nPage: " + page + "\n";
    }

    private List<Named> reports() throws IOException {
        Set<String> names = new HashSet<>();
        boolean alike = !runs.stream().allMatch(run -> names.add(folderName(run)));
        Set<Path> seen = new HashSet<>();
        List<Named> reports = new ArrayList<>();
        for (Path run : runs) {
            require(spec, seen.add(run.toAbsolutePath().normalize()), run + " is named twice");
            reports.add(new Named(alike ? run.toString() : folderName(run), read(run)));
        }
        return reports;
    }

    private static FindReport read(Path run) throws IOException {
        boolean find = Files.exists(run.resolve(ReportFiles.JSON));
        for (String command : OTHERS) {
            if (!find && Files.exists(run.resolve(command + ".json"))) {
                throw new CommandFailure(
                        ExitCode.INPUT_REFUSED,
                        "%s: is a run of %s, whose page is %s; expected one of find"
                                .formatted(run, command, run.resolve(ReportFiles.HTML)));
            }
        }
        return ReportFiles.read(run);
    }

    private static String folderName(Path run) {
        Path name = run.toAbsolutePath().normalize().getFileName();
        return name == null ? run.toString() : name.toString();
    }
}
