package org.optnet4j.examples.sudoku;

import java.awt.BasicStroke;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.optnet4j.examples.plot.Look;
import org.optnet4j.examples.plot.Pictures;

/** The pictures of a run on a large board, each beside what the true rules reach. Needs no display. */
final class LargePictures {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 520;
    private static final String CEILING = "test, true rules";

    private LargePictures() {}

    /**
     * Loss, wrong cells and wrong boards against the epoch.
     *
     * @param title what run it is
     * @param run with at least one epoch
     */
    static BufferedImage learningCurve(String title, LargeCheckpoint run) {
        List<LargeEpoch> epochs = run.epochs();
        XYChart loss = LearningCurve.chart("Loss (mean squared error), " + title, epochs.size());
        loss.getStyler().setYAxisLogarithmic(true);
        legendBelow(loss.getStyler());
        LearningCurve.addSteps(loss, epochs.size(), run.stepLosses());
        addEpochs(loss, epochs, LargeEpoch::trainLoss, epoch -> epoch.test().loss());
        addCeiling(loss, epochs.size(), run.ceiling().loss());

        XYChart cells = percent("Wrong cells (% of the blanks), " + title, epochs.size());
        addEpochs(
                cells,
                epochs,
                e -> 100 * e.trainCellError(),
                e -> 100 * e.test().cellError());
        addCeiling(cells, epochs.size(), 100 * run.ceiling().cellError());

        XYChart boards = percent("Board error (%), " + title, epochs.size());
        addEpochs(
                boards,
                epochs,
                e -> 100 * e.trainBoardError(),
                e -> 100 * e.test().boardError());
        addCeiling(boards, epochs.size(), 100 * run.ceiling().boardError());
        return Pictures.sideBySide(loss, cells, boards);
    }

    /**
     * Wrong cells and wrong boards against the number of givens.
     *
     * @param title what run it is
     * @param learned by the layer
     * @param ceiling by the true rules, on the same puzzles
     */
    static BufferedImage errorByGivens(String title, HeldOutScore learned, HeldOutScore ceiling) {
        return Pictures.sideBySide(
                byGivens("Wrong cells (% of the blanks), " + title, learned, ceiling, BandScore::cellError),
                byGivens("Board error (%), " + title, learned, ceiling, BandScore::boardError));
    }

    private static XYChart byGivens(
            String title, HeldOutScore learned, HeldOutScore ceiling, ToDoubleFunction<BandScore> error) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("givens")
                .build();
        XYStyler styler = Look.apply(chart, 15);
        legendBelow(styler);
        styler.setXAxisDecimalPattern("0").setYAxisMin(0.0).setYAxisMax(100.0).setYAxisDecimalPattern("0");
        double[] givens = learned.byGivens().stream()
                .mapToDouble(band -> (band.fewestGivens() + band.mostGivens()) / 2.0)
                .toArray();
        LearningCurve.add(chart, "test, learned", givens, percent(learned, error), LearningCurve.TEST);
        LearningCurve.add(chart, CEILING, givens, percent(ceiling, error), Look.INK);
        return chart;
    }

    /** Where no curve is: these may run along the top. */
    private static void legendBelow(XYStyler styler) {
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    }

    private static double[] percent(HeldOutScore score, ToDoubleFunction<BandScore> error) {
        return score.byGivens().stream()
                .mapToDouble(band -> 100 * error.applyAsDouble(band))
                .toArray();
    }

    private static XYChart percent(String title, int epochs) {
        XYChart chart = LearningCurve.chart(title, epochs);
        legendBelow(chart.getStyler());
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(100.0).setYAxisDecimalPattern("0");
        return chart;
    }

    private static void addEpochs(
            XYChart chart,
            List<LargeEpoch> epochs,
            ToDoubleFunction<LargeEpoch> train,
            ToDoubleFunction<LargeEpoch> test) {
        double[] numbers = epochs.stream().mapToDouble(LargeEpoch::epoch).toArray();
        LearningCurve.add(
                chart,
                "training, during the epoch",
                numbers,
                epochs.stream().mapToDouble(train).toArray(),
                LearningCurve.TRAIN);
        LearningCurve.add(
                chart,
                "test, after the epoch",
                numbers,
                epochs.stream().mapToDouble(test).toArray(),
                LearningCurve.TEST);
    }

    private static void addCeiling(XYChart chart, int epochs, double value) {
        XYSeries series = chart.addSeries(CEILING, new double[] {0, epochs}, new double[] {value, value});
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(Look.INK);
        series.setLineStyle(new BasicStroke(1.5f));
    }
}
