package org.patchbay.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import java.util.List;
import java.util.function.Consumer;

/** Compiles the conditions of one file. Not thread-safe. */
final class Compiler {
  /** Brackets within brackets. */
  private static final int DEEPEST = 40;

  /** Operators, names and values of one condition. */
  private static final int MOST_PARTS = 300;

  private final CelCompiler cel = cel();
  private final Patterns patterns = new Patterns();
  private int remembered;

  /** Parts of conditions that a {@link Memo} has places for. */
  int remembered() {
    return remembered;
  }

  /**
   * Compiles one condition.
   *
   * @param flaws told of what is wrong, with lines from 1 and columns from 0 within the condition
   * @return null when something is wrong
   */
  Term.Truth compile(String condition, Consumer<Flaw> flaws) {
    CelValidationResult result;
    CelAbstractSyntaxTree tree;
    try {
      result = cel.compile(condition);
      if (result.hasError()) {
        result.getErrors().forEach(issue -> flaws.accept(flaw(issue)));
        return null;
      }
      tree = result.getAst();
    } catch (CelValidationException | RuntimeException e) { // as for a text it was not made for
      flaws.accept(new Flaw(1, 0, "no condition: " + e.getMessage()));
      return null;
    }
    TermTree terms = new TermTree(tree, patterns, remembered);
    try {
      Term.Truth condensed = terms.condition();
      remembered = terms.remembered();
      return condensed;
    } catch (FlawedException e) {
      CelSourceLocation place =
          tree.getSource()
              .getOffsetLocation(tree.getSource().getPositionsMap().getOrDefault(e.part, 0))
              .orElse(CelSourceLocation.of(1, 0));
      flaws.accept(new Flaw(place.getLine(), place.getColumn(), e.getMessage()));
      return null;
    }
  }

  private static Flaw flaw(CelIssue issue) {
    String text =
        issue
            .getMessage()
            .replaceAll(" \\((in container ''|candidates: .*)\\)$", "")
            .replaceAll(" expecting \\{.*", "") // a list of all that could stand there
            .replace("'<EOF>'", "the end of the condition");
    if (text.startsWith("undeclared reference")) {
      text += " (rules:variables lists what there is)";
    } else if (text.endsWith("(double, int)'") || text.endsWith("(int, double)'")) {
      text += " (1.0 is a double, 1 an int; int() and double() convert)";
    }
    CelSourceLocation place = issue.getSourceLocation();
    return new Flaw(Math.max(1, place.getLine()), Math.max(0, place.getColumn()), text);
  }

  static CelCompiler cel() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(
                CelOptions.current()
                    .maxParseRecursionDepth(DEEPEST)
                    .maxParseExpressionNodeCount(MOST_PARTS)
                    .maxExpressionCodePointSize(RuleFile.LONGEST_CONDITION)
                    .build())
            .setResultType(SimpleType.BOOL)
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    "within",
                    CelOverloadDecl.newMemberOverload(
                        "address_within",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING, SimpleType.STRING))));
    for (Variable each : Variable.values()) {
      builder.addVar(each.label(), type(each));
    }
    return builder.build();
  }

  private static CelType type(Variable variable) {
    return switch (variable.type()) {
      case "bool" -> SimpleType.BOOL;
      case "int" -> SimpleType.INT;
      case "double" -> SimpleType.DOUBLE;
      case "string" -> SimpleType.STRING;
      default -> ListType.create(SimpleType.STRING);
    };
  }
}
