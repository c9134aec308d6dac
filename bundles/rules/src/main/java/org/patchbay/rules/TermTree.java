package org.patchbay.rules;

import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.rules.Term.OfText;
import org.patchbay.rules.Term.OfTexts;
import org.patchbay.rules.Term.OfTruth;
import org.patchbay.rules.Term.OfWhole;
import org.patchbay.rules.Term.Real;
import org.patchbay.rules.Term.Text;
import org.patchbay.rules.Term.Texts;
import org.patchbay.rules.Term.Truth;
import org.patchbay.rules.Term.Whole;
import org.patchbay.wire.Subnet;

/**
 * Makes terms of a tree that CEL has checked; what it has no term for is refused by its place. Used
 * for one condition.
 */
final class TermTree {
  private static final String ALLOWED =
      "&& || ! ?: == != < <= > >= in + - * / %, contains, startsWith, endsWith, matches, size, int,"
          + " double, address.within";

  private final CelAbstractSyntaxTree tree;
  private final Patterns patterns;
  private int remembered;

  /**
   * For one tree.
   *
   * @param remembered places of a {@link Memo} that are taken
   */
  TermTree(CelAbstractSyntaxTree tree, Patterns patterns, int remembered) {
    this.tree = tree;
    this.patterns = patterns;
    this.remembered = remembered;
  }

  /** Places of a memo that are taken, with those of this condition. */
  int remembered() {
    return remembered;
  }

  Truth condition() throws FlawedException {
    CelExpr root = tree.getExpr();
    return settled(truth(root));
  }

  /** What reads slow facts alone is remembered with the peer. */
  private Truth settled(Truth term) {
    if (!slow(term)) {
      return term;
    }
    int place = remembered++;
    OfTruth of = term.of();
    OfTruth recalled =
        look -> look.memo() == null ? of.in(look) : look.memo().recall(place, of, look);
    return new Truth(term.reads(), recalled, look -> unlessFalse(recalled, look));
  }

  private static boolean unlessFalse(OfTruth of, Look look) {
    try {
      return of.in(look);
    } catch (Fault fault) { // The other side of an or may still be true.
      return true;
    }
  }

  private static boolean slow(Term term) {
    return term.reads() != 0 && (term.reads() & ~Variable.SLOW) == 0;
  }

  private Truth truth(CelExpr part) throws FlawedException {
    return of(part, Truth.class);
  }

  private <T extends Term> T of(CelExpr part, Class<T> type) throws FlawedException {
    Term term = term(part);
    if (!type.isInstance(term)) {
      throw refused(part, "this type");
    }
    return type.cast(term);
  }

  private Term term(CelExpr part) throws FlawedException {
    if (part.getKind() == Kind.CONSTANT) {
      return constant(part);
    }
    if (part.getKind() == Kind.IDENT) {
      Optional<Variable> variable = Variable.named(part.ident().name());
      return variable.orElseThrow(() -> refused(part, part.ident().name())).term();
    }
    if (part.getKind() == Kind.CALL) {
      return call(part);
    }
    throw refused(part, part.getKind() == Kind.LIST ? "a list but after in" : "this form");
  }

  private Term constant(CelExpr part) throws FlawedException {
    CelConstant value = part.constant();
    switch (value.getKind()) {
      case BOOLEAN_VALUE -> {
        boolean truth = value.booleanValue();
        return new Truth(0, look -> truth);
      }
      case INT64_VALUE -> {
        long whole = value.int64Value();
        return new Whole(0, look -> whole);
      }
      case DOUBLE_VALUE -> {
        double real = value.doubleValue();
        return new Real(0, look -> real);
      }
      case STRING_VALUE -> {
        String text = value.stringValue();
        return new Text(0, look -> text);
      }
      default -> throw refused(part, "a value of this type");
    }
  }

  private Term call(CelExpr part) throws FlawedException {
    List<CelExpr> given = new ArrayList<>();
    part.call().target().ifPresent(given::add);
    given.addAll(part.call().args());
    CelExpr one = given.get(0);
    CelExpr other = given.get(given.size() - 1);
    switch (function(part)) {
      case "logical_and", "logical_or" -> {
        boolean and = part.call().function().equals("_&&_");
        Truth left = truth(one);
        Truth right = truth(other);
        if (!slow(left) || !slow(right)) {
          left = settled(left);
          right = settled(right);
        }
        return and ? Logic.and(left, right) : Logic.or(left, right);
      }
      case "logical_not" -> {
        return Logic.not(truth(one));
      }
      case "conditional" -> {
        return Logic.choose(
            settled(truth(one)), settled(truth(given.get(1))), settled(truth(other)));
      }
      case "in_list" -> {
        return among(part, one, other);
      }
      case "contains_string" -> {
        return texts(one, other, String::contains);
      }
      case "starts_with_string" -> {
        return texts(one, other, String::startsWith);
      }
      case "ends_with_string" -> {
        return texts(one, other, String::endsWith);
      }
      case "matches_string", "matches" -> {
        return matching(one, other);
      }
      case "address_within" -> {
        return within(part, one, other);
      }
      case "size_string", "string_size" -> {
        Text text = of(one, Text.class);
        OfText of = text.of();
        return new Whole(
            text.reads(),
            look -> {
              String value = of.in(look);
              return value.codePointCount(0, value.length());
            });
      }
      default -> {
        return number(part, one, other);
      }
    }
  }

  private Term number(CelExpr part, CelExpr one, CelExpr other) throws FlawedException {
    switch (function(part)) {
      case "negate_int64" -> {
        return Arithmetic.wholes(
            new Whole(0, look -> 0), of(one, Whole.class), Arithmetic::subtract);
      }
      case "negate_double" -> {
        return Arithmetic.reals(new Real(0, look -> 0), of(one, Real.class), (zero, x) -> -x);
      }
      case "int64_to_double" -> {
        Whole whole = of(one, Whole.class);
        OfWhole of = whole.of();
        return new Real(whole.reads(), look -> of.in(look));
      }
      case "double_to_int64" -> {
        Real real = of(one, Real.class);
        Term.OfReal of = real.of();
        return new Whole(real.reads(), look -> Arithmetic.truncate(of.in(look)));
      }
      case "equals" -> {
        return Comparisons.equal(term(one), term(other)).orElseThrow(() -> refused(part, "=="));
      }
      case "not_equals" -> {
        return Logic.not(
            Comparisons.equal(term(one), term(other)).orElseThrow(() -> refused(part, "!=")));
      }
      default -> {
        Term left = term(one);
        Term right = term(other);
        String operator = part.call().function();
        Optional<Truth> compared = Comparisons.ordered(operator, left, right);
        return compared.isPresent()
            ? compared.get()
            : computed(operator, left, right).orElseThrow(() -> refused(part, word(part)));
      }
    }
  }

  private static Optional<Term> computed(String operator, Term left, Term right) {
    if (left instanceof Whole one && right instanceof Whole other) {
      return switch (operator) {
        case "_+_" -> Optional.of(Arithmetic.wholes(one, other, Arithmetic::add));
        case "_-_" -> Optional.of(Arithmetic.wholes(one, other, Arithmetic::subtract));
        case "_*_" -> Optional.of(Arithmetic.wholes(one, other, Arithmetic::multiply));
        case "_/_" -> Optional.of(Arithmetic.wholes(one, other, Arithmetic::divide));
        case "_%_" -> Optional.of(Arithmetic.wholes(one, other, Arithmetic::remainder));
        default -> Optional.empty();
      };
    }
    if (left instanceof Real one && right instanceof Real other) {
      return switch (operator) {
        case "_+_" -> Optional.of(Arithmetic.reals(one, other, (x, y) -> x + y));
        case "_-_" -> Optional.of(Arithmetic.reals(one, other, (x, y) -> x - y));
        case "_*_" -> Optional.of(Arithmetic.reals(one, other, (x, y) -> x * y));
        case "_/_" -> Optional.of(Arithmetic.reals(one, other, (x, y) -> x / y));
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /** Of a list of values, or of a variable that is a list. */
  private Truth among(CelExpr part, CelExpr one, CelExpr list) throws FlawedException {
    if (list.getKind() != Kind.LIST) {
      Text text = of(one, Text.class);
      Texts texts = of(list, Texts.class);
      OfText word = text.of();
      OfTexts words = texts.of();
      return new Truth(
          text.reads() | texts.reads(), look -> words.in(look).contains(word.in(look)));
    }
    Term value = term(one);
    List<Term> elements = new ArrayList<>();
    for (CelExpr each : list.list().elements()) {
      if (each.getKind() != Kind.CONSTANT) {
        throw refused(each, "anything but values in a list");
      }
      elements.add(constant(each));
    }
    return Comparisons.among(value, elements).orElseThrow(() -> refused(part, "in"));
  }

  /** Asks something of two texts. */
  private interface OnTexts {
    boolean of(String one, String other);
  }

  private Truth texts(CelExpr one, CelExpr other, OnTexts function) throws FlawedException {
    Text left = of(one, Text.class);
    Text right = of(other, Text.class);
    OfText text = left.of();
    OfText sought = right.of();
    return new Truth(
        left.reads() | right.reads(), look -> function.of(text.in(look), sought.in(look)));
  }

  private Truth matching(CelExpr one, CelExpr other) throws FlawedException {
    Text text = of(one, Text.class);
    Pattern pattern;
    try {
      pattern = patterns.compile(literal(other, "a pattern"));
    } catch (IllegalArgumentException e) {
      throw new FlawedException(other.id(), e.getMessage());
    }
    return new Truth(text.reads(), new Matching(text.of(), pattern));
  }

  private Truth within(CelExpr part, CelExpr one, CelExpr other) throws FlawedException {
    if (one.getKind() != Kind.IDENT || !one.ident().name().equals(Variable.ADDRESS.label())) {
      throw refused(part, "within of anything but address");
    }
    Subnet subnet;
    try {
      subnet = Subnet.parse(literal(other, "a range"));
    } catch (IllegalArgumentException e) {
      throw new FlawedException(other.id(), e.getMessage());
    }
    return new Truth(
        Variable.ADDRESS.term().reads(), look -> subnet.contains(look.peer().address()));
  }

  private static String literal(CelExpr part, String what) throws FlawedException {
    if (part.getKind() != Kind.CONSTANT) {
      throw new FlawedException(part.id(), what + " that is computed (allowed: a text in quotes)");
    }
    return part.constant().stringValue();
  }

  /** Which function of its name; empty where that is open. */
  private String function(CelExpr part) {
    List<String> found =
        tree.getReference(part.id())
            .map(CelReference::overloadIds)
            .map(List::copyOf)
            .orElse(List.of());
    return found.size() == 1 ? found.get(0) : "";
  }

  private static String word(CelExpr part) {
    return part.call().function().replace("_", "");
  }

  private static FlawedException refused(CelExpr part, String what) {
    return new FlawedException(
        part.id(), what + " has no place in rules (allowed: " + ALLOWED + ")");
  }
}
