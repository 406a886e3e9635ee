package org.gridseal.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Optional;
import java.util.Set;

/// Whether a condition on tiers can only become true, and an exception only cease, as a site grows
/// and all else stays. So no rule gives a larger site a lower tier than a smaller one.
///
/// Read from the form: the size stands at the left of a comparison, and nothing above that turns
/// its answer round.
final class Growth {
  private static final Set<String> JOINING = Set.of("_&&_", "_||_");

  private Growth() {}

  /// @return what is wrong, if anything
  static Optional<String> objection(CelAbstractSyntaxTree tree, boolean exempts) {
    Set<String> fitting = exempts ? Set.of("_<_", "_<=_") : Set.of("_>_", "_>=_");
    boolean grows =
        CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .filter(node -> isSize(node.expr()))
            .allMatch(node -> grows(node, fitting));
    return grows
        ? Optional.empty()
        : Optional.of(
            exempts
                ? "an exception takes site.size only with < or <=, and only joined with && or ||"
                : "a rule on tiers takes site.size only with > or >=, and only joined with && or"
                    + " ||");
  }

  private static boolean grows(CelNavigableExpr size, Set<String> fitting) {
    Optional<CelNavigableExpr> comparison = size.parent();
    boolean fits =
        comparison
            .map(CelNavigableExpr::expr)
            .filter(expr -> isCall(expr, fitting))
            .filter(expr -> expr.call().args().getFirst().id() == size.expr().id())
            .isPresent();
    Optional<CelNavigableExpr> above = comparison.flatMap(CelNavigableExpr::parent);
    while (fits && above.isPresent()) {
      fits = isCall(above.get().expr(), JOINING);
      above = above.get().parent();
    }
    return fits;
  }

  private static boolean isCall(CelExpr expr, Set<String> functions) {
    return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
        && functions.contains(expr.call().function());
  }

  private static boolean isSize(CelExpr expr) {
    return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT
        && expr.select().field().equals("size")
        && expr.select().operand().exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
        && expr.select().operand().ident().name().equals("site");
  }
}
