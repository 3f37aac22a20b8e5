package org.optnet4j.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/** What all charts of this project have in common: white, thin grey grid, no frames. */
public final class Look {
    /** Of text, and of lines for comparison. */
    public static final Color INK = new Color(0x333333);

    private static final Color GRID = new Color(0xE3E3E3);

    private Look() {}

    /**
     * Gives a chart the look.
     *
     * @param chart to be changed
     * @param legendSize font size of the legend, in points
     * @return its styler, for what is its own
     */
    public static XYStyler apply(XYChart chart, int legendSize) {
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18))
                .setChartTitleBoxVisible(false)
                .setChartPadding(16)
                .setLegendBorderColor(GRID)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, legendSize))
                .setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1f))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
                .setAxisTicksLineVisible(false);
        return styler;
    }
}
