package org.optnet4j.internal.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.optnet4j.Form;

class FormChoiceTest {
    @Test
    void oneSidedProblemsWithFewRowsGoToTheDualForm() {
        assertEquals(Form.DUAL, FormChoice.choose(Form.AUTO, true, 100, 100, 0));
        assertEquals(Form.DUAL, FormChoice.choose(Form.AUTO, true, 100, 145, 25));
        assertEquals(Form.DUAL, FormChoice.choose(Form.AUTO, true, 1, 0, 1));
        assertEquals(Form.DUAL, FormChoice.choose(Form.AUTO, true, 4, 64, 0));
    }

    @Test
    void theOthersGoToTheNormalForm() {
        assertEquals(Form.NORMAL, FormChoice.choose(Form.AUTO, true, 100, 146, 25));
        assertEquals(Form.NORMAL, FormChoice.choose(Form.AUTO, true, 2, 1, 3));
        assertEquals(Form.NORMAL, FormChoice.choose(Form.AUTO, false, 100, 1, 0));
    }

    @Test
    void whatIsWantedIsDoneOrRefused() {
        assertEquals(Form.NORMAL, FormChoice.choose(Form.NORMAL, true, 100, 1, 0));
        assertEquals(Form.DUAL, FormChoice.choose(Form.DUAL, true, 1, 1000, 0));
        assertThrows(IllegalArgumentException.class, () -> FormChoice.choose(Form.DUAL, false, 1, 0, 0));
    }
}
