package org.dubnium.daemon.adapter.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvmlReturnTest {

  @ParameterizedTest
  @CsvSource({
    "0,SUCCESS",
    "3,NOT_SUPPORTED",
    "13,FUNCTION_NOT_FOUND",
    "30,RESET_TYPE_NOT_SUPPORTED",
    "999,UNKNOWN"
  })
  void isCalledAsInNvidiasHeader(int code, String name) {
    assertEquals(name + " (" + code + ")", new NvmlReturn(code).toString());
  }

  @Test
  void keepsCodesThatItDoesNotKnow() {
    assertEquals("an unknown code (4711)", new NvmlReturn(4711).toString());
    assertEquals("an unknown code (-1)", new NvmlReturn(-1).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "9,modprobe nvidia",
    "15,fallen off the bus",
    "16,reset",
    "17,kernel",
    "18,restart",
    "4,unit"
  })
  void saysWhatToDo(int code, String advice) {
    assertTrue(new NvmlReturn(code).toString().contains(advice));
  }

  @Test
  void endsTheSessionOnlyWhereNothingWorksAnyMore() {
    assertTrue(NvmlReturn.UNINITIALIZED.endsSession());
    assertTrue(NvmlReturn.DRIVER_NOT_LOADED.endsSession());
    assertTrue(NvmlReturn.LIB_RM_VERSION_MISMATCH.endsSession());
    assertFalse(NvmlReturn.GPU_IS_LOST.endsSession());
    assertFalse(NvmlReturn.NOT_SUPPORTED.endsSession());
  }
}
