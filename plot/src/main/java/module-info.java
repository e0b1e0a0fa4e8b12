/** Figures: lines, bars, histograms, heat maps and grids of images, as PNG at 300 dpi and as SVG. */
module io.nacre.plot {
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;
    requires java.desktop;
    requires java.xml;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.jfree.jfreechart;

    exports io.nacre.plot;
}
