package org.patchbay.api.rpc;

import java.math.BigDecimal;

/** Amounts of bitcoin as RPC tells them. */
public final class Amount {
  private static final int DECIMALS = 8;
  private static final BigDecimal MAX = new BigDecimal("21000000");
  private static final int MAX_TEXT = 64;

  private Amount() {}

  /** Of satoshis: bitcoin, printed with eight decimals. */
  public static BigDecimal of(long satoshis) {
    return BigDecimal.valueOf(satoshis, DECIMALS);
  }

  /**
   * Satoshis of what a caller wrote, a number or a text.
   *
   * @throws RpcException when it is no amount from 0 to 21 million
   */
  public static long satoshis(Object value) {
    if (!(value instanceof Number) && !(value instanceof String)) {
      throw new RpcException(RpcCode.TYPE_ERROR, "Amount is not a number or string");
    }
    String text = value.toString();
    BigDecimal amount;
    try {
      amount = text.length() > MAX_TEXT ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      amount = null;
    }
    if (amount == null || Math.abs((long) amount.scale()) > MAX_TEXT || fine(amount)) {
      throw new RpcException(RpcCode.TYPE_ERROR, "Invalid amount");
    }
    if (amount.signum() < 0 || amount.compareTo(MAX) > 0) {
      throw new RpcException(RpcCode.TYPE_ERROR, "Amount out of range");
    }
    return amount.movePointRight(DECIMALS).longValueExact();
  }

  /** Whether it has more decimals than a satoshi. */
  private static boolean fine(BigDecimal amount) {
    return amount.stripTrailingZeros().scale() > DECIMALS;
  }
}
