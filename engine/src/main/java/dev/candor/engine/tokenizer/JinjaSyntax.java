package dev.candor.engine.tokenizer;

import com.hubspot.jinjava.el.ExtendedSyntaxBuilder;
import com.hubspot.jinjava.el.ext.AdditionOperator;
import com.hubspot.jinjava.el.ext.AstRangeBracket;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.el.ext.OrOperator;
import com.hubspot.jinjava.el.ext.StringConcatOperator;
import java.util.Set;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.Parser;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstChoice;
import jinjava.de.odysseus.el.tree.impl.ast.AstDot;
import jinjava.de.odysseus.el.tree.impl.ast.AstIdentifier;
import jinjava.de.odysseus.el.tree.impl.ast.AstLiteral;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstNull;
import jinjava.javax.el.ELContext;

/// jinjava's expressions with Python's operators in place of its own.
final class JinjaSyntax extends ExtendedSyntaxBuilder {
    private static final long serialVersionUID = 1L;

    JinjaSyntax() {
        super(Feature.METHOD_INVOCATIONS, Feature.VARARGS);
    }

    @Override
    protected Parser createParser(String expression) {
        return new PythonParser(this, expression);
    }

    private static final class UndefinedNode extends AstLiteral {
        @Override
        public Object eval(Bindings bindings, ELContext context) {
            return Undefined.VALUE;
        }

        @Override
        public void appendStructure(StringBuilder out, Bindings bindings) {
            out.append("undefined");
        }
    }

    private static final class PythonParser extends ExtendedParser {
        PythonParser(Builder context, String expression) {
            super(context, expression);
            putExtensionHandler(
                    StringConcatOperator.TOKEN,
                    new ExtensionHandler(ExtensionPoint.ADD) {
                        @Override
                        public AstNode createAstNode(AstNode... operands) {
                            return new AstBinary(
                                    operands[0], operands[1], PythonOperators.CONCATENATE);
                        }
                    });
        }

        /// `a if b` without `else` is undefined, not none.
        @Override
        protected AstChoice createAstChoice(AstNode question, AstNode yes, AstNode no) {
            return super.createAstChoice(
                    question, yes, no instanceof AstNull ? new UndefinedNode() : no);
        }

        /// jinjava takes an unknown filter or test for none.
        @Override
        protected AstDot createAstDot(AstNode base, String property, boolean lvalue) {
            if (base instanceof AstIdentifier identifier) {
                check(identifier.getName(), FILTER_PREFIX, "filter", JinjaFilters.names());
                check(identifier.getName(), EXPTEST_PREFIX, "test", JinjaTests.names());
            }
            return super.createAstDot(base, property, lvalue);
        }

        private static void check(String name, String prefix, String kind, Set<String> known) {
            if (name.startsWith(prefix) && !known.contains(name.substring(prefix.length()))) {
                throw TemplateBudget.refuse(
                        "uses the %s '%s', expected one of %s"
                                .formatted(
                                        kind,
                                        name.substring(prefix.length()),
                                        String.join(", ", known)));
            }
        }

        @Override
        protected AstRangeBracket createAstRangeBracket(
                AstNode base, AstNode from, AstNode to, boolean lvalue, boolean strict) {
            return new PythonSlice(base, from, to, lvalue, strict);
        }

        @Override
        protected AstBinary createAstBinary(
                AstNode left, AstNode right, AstBinary.Operator operator) {
            return super.createAstBinary(left, right, python(operator));
        }

        @SuppressWarnings("ReferenceEquality") // operators are constants without equals
        private static AstBinary.Operator python(AstBinary.Operator operator) {
            if (operator == AdditionOperator.OP || operator == AstBinary.ADD) {
                return PythonOperators.ADD;
            } else if (operator == AstBinary.MUL) {
                return PythonOperators.MULTIPLY;
            } else if (operator == AstBinary.AND) {
                return PythonOperators.AND;
            } else if (operator == AstBinary.OR || operator == OrOperator.OP) {
                return PythonOperators.OR;
            } else if (operator == AstBinary.EQ) {
                return PythonOperators.EQUAL;
            } else if (operator == AstBinary.NE) {
                return PythonOperators.NOT_EQUAL;
            }
            return operator;
        }
    }
}
