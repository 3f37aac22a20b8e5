package org.optnet4j.experiments.denoise;

import java.awt.Color;

/** One colour for each way to denoise, the same in every picture. */
final class Palette {
    static final Color TOTAL_VARIATION = new Color(0x2F6DB5);
    static final Color NOISE = new Color(0xB5B5B5);

    private Palette() {}

    static Color of(ModelKind model) {
        return switch (model) {
            case OPTNET -> new Color(0x7A5BA8);
            case OPTNET_TV -> new Color(0xD9622B);
            case LEARN_D -> new Color(0x3B9C5A);
            case FULLY_CONNECTED -> new Color(0xC2A020);
        };
    }
}
