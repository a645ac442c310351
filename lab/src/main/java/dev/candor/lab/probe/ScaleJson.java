package dev.candor.lab.probe;

import dev.candor.lab.store.FileFields;
import dev.candor.lab.store.MalformedFileException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `calibration` of a probe file.
final class ScaleJson {
    private ScaleJson() {}

    static void write(RiskScale scale, ObjectNode into) {
        into.put("prior", scale.prior());
        PlattScaling platt = scale.platt();
        into.putObject("platt").put("slope", platt.slope()).put("offset", platt.offset());
        ArrayNode steps = into.putArray("isotonic");
        for (IsotonicCalibration.Step step : scale.isotonic().steps()) {
            steps.addObject().put("from", step.from()).put("probability", step.probability());
        }
        ArrayNode budgets = into.putArray("thresholds");
        for (RiskScale.Budget budget : scale.budgets()) {
            budgets.addObject()
                    .put("falsePositives", budget.falsePositives())
                    .put("threshold", budget.threshold());
        }
    }

    /// @throws MalformedFileException naming place, found and expected
    static RiskScale read(FileFields fields) {
        double prior = fields.share("prior");
        FileFields platt = fields.object("platt");
        List<IsotonicCalibration.Step> steps = new ArrayList<>();
        for (FileFields step : fields.objects("isotonic")) {
            steps.add(new IsotonicCalibration.Step(step.number("from"), step.share("probability")));
        }
        List<RiskScale.Budget> budgets = new ArrayList<>();
        for (FileFields budget : fields.objects("thresholds")) {
            budgets.add(
                    new RiskScale.Budget(
                            budget.share("falsePositives"), budget.number("threshold")));
        }
        try {
            return new RiskScale(
                    new PlattScaling(platt.number("slope"), platt.number("offset"), prior),
                    new IsotonicCalibration(steps, prior),
                    budgets);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(
                    fields.file(), fields.place(), String.valueOf(e.getMessage()));
        }
    }
}
