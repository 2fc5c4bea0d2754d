//! Environment variables.

use fyml_schema::DeployPath;

use super::edits::single;
use super::mover::Mover;
use super::report::Fate;
use crate::message;
use crate::syntax::{Entry, Kind};

impl<'d> Mover<'d> {
    /// The variables of `provider` or of a function.
    pub fn environment(&mut self, environment: Entry<'d>, is_provider: bool) {
        // aliyun's default path makes text of numbers and booleans, the others hand them on as they are
        if self.from == DeployPath::ServerlessDevs {
            for variable in environment.value.entries() {
                self.variable(variable);
            }
        }
        let leaks = self.to == DeployPath::Tencent
            && !is_provider
            && self
                .service
                .provider()
                .value("environment")
                .is_some_and(|shared| !shared.entries().is_empty())
            && self.service.functions().iter().nth(1).is_some();
        if leaks {
            self.needs_you(
                environment,
                message!(
                    "with `provider.environment` set, tencent's deployment hands the variables of one function on to the next ones: use names that no other function reads.",
                    "设置了 `provider.environment` 时，tencent 部署会把一个函数的变量带到后面的函数：请使用其他函数不会读取的变量名。"
                ),
            );
        } else {
            self.carried(environment);
        }
    }

    fn variable(&mut self, variable: Entry<'d>) {
        let kind = variable.value.resolved().kind();
        if !matches!(kind, Kind::Int | Kind::Float | Kind::Bool)
            || variable.value.is_interpolated()
            || self.to == DeployPath::ServerlessDevs
        {
            return;
        }
        // as JavaScript turns the value into text
        let text = single(&variable.value.key_text());
        self.rewrite_yaml(
            Fate::Translated,
            variable,
            &text,
            message!(
                "variables are text: {text} is what the function has been given until now.",
                "环境变量只能是文本：{text} 就是函数一直得到的值。"
            ),
        );
    }
}
