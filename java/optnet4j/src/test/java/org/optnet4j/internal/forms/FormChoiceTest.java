package org.optnet4j.internal.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.optnet4j.Form;
import org.optnet4j.FormInfo;
import org.optnet4j.FormReason;

class FormChoiceTest {
    private static final FormInfo FITS = new FormInfo(Form.DUAL, FormReason.FITS_DUAL);

    @Test
    void oneSidedProblemsWithFewRowsGoToTheDualForm() {
        assertEquals(FITS, FormChoice.choose(Form.AUTO, true, 100, 100, 0));
        assertEquals(FITS, FormChoice.choose(Form.AUTO, true, 100, 145, 25));
        assertEquals(FITS, FormChoice.choose(Form.AUTO, true, 1, 0, 1));
        assertEquals(FITS, FormChoice.choose(Form.AUTO, true, 4, 64, 0));
    }

    @Test
    void theOthersGoToTheNormalForm() {
        assertEquals(normal(FormReason.MANY_ROWS), FormChoice.choose(Form.AUTO, true, 100, 146, 25));
        assertEquals(normal(FormReason.MANY_ROWS), FormChoice.choose(Form.AUTO, true, 4, 65, 0));
        assertEquals(normal(FormReason.MANY_EQUALITIES), FormChoice.choose(Form.AUTO, true, 2, 1, 3));
        assertEquals(normal(FormReason.STRUCTURE), FormChoice.choose(Form.AUTO, false, 100, 1, 0));
        // Structure first: it is what the user can change.
        assertEquals(normal(FormReason.STRUCTURE), FormChoice.choose(Form.AUTO, false, 2, 100, 3));
    }

    @Test
    void whatIsWantedIsDoneOrRefused() {
        assertEquals(normal(FormReason.REQUESTED), FormChoice.choose(Form.NORMAL, true, 100, 1, 0));
        assertEquals(normal(FormReason.REQUESTED), FormChoice.choose(Form.NORMAL, false, 100, 1, 0));
        assertEquals(new FormInfo(Form.DUAL, FormReason.REQUESTED), FormChoice.choose(Form.DUAL, true, 1, 1000, 0));
        assertThrows(IllegalArgumentException.class, () -> FormChoice.choose(Form.DUAL, false, 1, 0, 0));
    }

    /** What ragged batches rely on: more variables, with all else equal, never take a problem out of the dual form. */
    @Test
    void moreVariablesKeepTheDualForm() {
        for (int m : new int[] {0, 1, 64, 65, 200}) {
            for (int p : new int[] {0, 1, 40}) {
                boolean dual = false;
                for (int n = 1; n < 300; n++) {
                    boolean here = FormChoice.choose(Form.AUTO, true, n, m, p).equals(FITS);
                    assertEquals(dual || here, here, "n " + n + ", m " + m + ", p " + p);
                    dual = here;
                }
            }
        }
    }

    private static FormInfo normal(FormReason reason) {
        return new FormInfo(Form.NORMAL, reason);
    }
}
