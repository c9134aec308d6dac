package org.patchbay.api.rpc;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.wire.Hash256;

/**
 * One call with its parameters, whose types were checked. Immutable. A parameter that was not given
 * has its default; what asks for a value where there is none either throws {@link
 * IllegalStateException}, a mistake of the method.
 */
public final class RpcCall {
  private final RpcMethod method;
  private final String user;
  private final Map<String, Object> values;

  RpcCall(RpcMethod method, String user, Map<String, Object> values) {
    this.method = method;
    this.user = user;
    this.values = values;
  }

  /** Who calls, as authenticated. */
  public String user() {
    return user;
  }

  /** Whether there is a value, given or by default. */
  public boolean has(String name) {
    return raw(name) != null;
  }

  /** The value as JSON has it: a text, a {@link Long} or {@link BigDecimal}, …; null for none. */
  public Object raw(String name) {
    if (!values.containsKey(name)) {
      throw new IllegalStateException(method.name() + " has no parameter " + name);
    }
    return values.get(name);
  }

  /** A text. */
  public String string(String name) {
    return as(String.class, "string", present(name));
  }

  /** A text that may be missing. */
  public Optional<String> maybeString(String name) {
    return has(name) ? Optional.of(string(name)) : Optional.empty();
  }

  /**
   * A whole number of 32 bits.
   *
   * @throws RpcException when it has a fraction or is larger
   */
  public int integer(String name) {
    long value = number(name);
    if (value != (int) value) {
      throw outOfRange();
    }
    return (int) value;
  }

  /**
   * A whole number of 64 bits.
   *
   * @throws RpcException when it has a fraction or is larger
   */
  public long number(String name) {
    Number number = as(Number.class, "number", present(name));
    if (number instanceof Long || number instanceof Integer) {
      return number.longValue();
    }
    throw outOfRange();
  }

  /** Any number. */
  public BigDecimal decimal(String name) {
    Number number = as(Number.class, "number", present(name));
    return number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
  }

  /** True or false. */
  public boolean bool(String name) {
    return as(Boolean.class, "bool", present(name));
  }

  /** An array. */
  public List<?> array(String name) {
    return as(List.class, "array", present(name));
  }

  /** An object; keys in the order in which they came. */
  public Map<?, ?> object(String name) {
    return as(Map.class, "object", present(name));
  }

  /**
   * Satoshis of an amount.
   *
   * @throws RpcException when it is no amount from 0 to 21 million bitcoin
   */
  public long satoshis(String name) {
    return Amount.satoshis(present(name));
  }

  /**
   * Bytes of hexadecimal digits.
   *
   * @throws RpcException when they are none
   */
  public byte[] bytes(String name) {
    return bytes(name, string(name));
  }

  /**
   * Bytes of hexadecimal digits that are part of a parameter.
   *
   * @param name what the error calls them
   * @throws RpcException when they are none
   */
  public static byte[] bytes(String name, String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw notHex(name, hex);
    }
  }

  /**
   * A hash, in display order.
   *
   * @throws RpcException when it is none
   */
  public Hash256 hash(String name) {
    return hash(name, string(name));
  }

  /**
   * A hash, in display order, that is part of a parameter.
   *
   * @param name what the error calls it
   * @throws RpcException when it is none
   */
  public static Hash256 hash(String name, String hex) {
    int digits = 2 * Hash256.SIZE;
    if (hex.length() != digits) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER,
          "%s must be of length %d (not %d, for '%s')".formatted(name, digits, hex.length(), hex));
    }
    try {
      return Hash256.fromHex(hex);
    } catch (IllegalArgumentException e) {
      throw notHex(name, hex);
    }
  }

  private static RpcException notHex(String name, String text) {
    return new RpcException(
        RpcCode.INVALID_PARAMETER,
        "%s must be hexadecimal string (not '%s')".formatted(name, text));
  }

  private static RpcException outOfRange() {
    return new RpcException(RpcCode.MISC_ERROR, "JSON integer out of range");
  }

  private Object present(String name) {
    Object value = raw(name);
    if (value == null) {
      throw new IllegalStateException(method.name() + " was called without " + name);
    }
    return value;
  }

  /**
   * A part of a parameter.
   *
   * @param wanted what the error calls the type, as {@code object}
   * @throws RpcException when it has another type
   */
  public static <T> T as(Class<T> type, String wanted, Object value) {
    if (!type.isInstance(value)) {
      throw new RpcException(RpcCode.TYPE_ERROR, Binding.mismatch(value, wanted));
    }
    return type.cast(value);
  }
}
