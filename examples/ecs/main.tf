# The SMTP settings of an IAM user in AWS Secrets Manager, and an ECS task that
# gets them as environment variables. The password is in neither the task
# definition nor state. The secret access key and ses_smtp_password_v4 are in
# state: to encrypt them, see encrypted-key.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.50"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

variable "region" {
  description = "The Region to send mail through."
  type        = string

  # endpoint() fails with an explanation for an unusable Region.
  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "The Region must have an SES SMTP endpoint."
  }
}

variable "execution_role" {
  description = "The name of the execution role of the task."
  type        = string
}

variable "execution_role_arn" {
  description = "The ARN of the execution role of the task."
  type        = string
}

variable "image" {
  description = "The image of the application that sends mail."
  type        = string
}

resource "aws_iam_user" "smtp" {
  name = "smtp"
}

# SES requires this permission. Without it: 554 Access denied.
resource "aws_iam_user_policy" "smtp" {
  name = "AmazonSesSendingAccess"
  user = aws_iam_user.smtp.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "ses:SendRawEmail"
      Resource = "*"
    }]
  })
}

resource "aws_iam_access_key" "smtp" {
  user = aws_iam_user.smtp.name
}

locals {
  smtp = provider::sessmtp::endpoint(var.region)

  # The non-secret fields.
  public = {
    username = aws_iam_access_key.smtp.id
    region   = local.smtp.region
    host     = local.smtp.host
    port     = local.smtp.starttls_port
  }

  # Derived from the fields: if one changes, Terraform writes the secret.
  version = parseint(substr(sha256(jsonencode(local.public)), 0, 7), 16)
}

resource "aws_secretsmanager_secret" "smtp" {
  name = "smtp"
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id

  secret_string_wo = jsonencode(merge(local.public, {
    password = provider::sessmtp::password(
      aws_iam_access_key.smtp.secret, var.region
    )
  }))
  secret_string_wo_version = local.version
}

# The execution role reads the secret when it starts the container.
resource "aws_iam_role_policy" "smtp" {
  name = "ReadSmtpSettings"
  role = var.execution_role

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = aws_secretsmanager_secret.smtp.arn
    }]
  })
}

# For Fargate, add requires_compatibilities = ["FARGATE"], network_mode = "awsvpc",
# cpu = 256, and memory = 512.
resource "aws_ecs_task_definition" "application" {
  family             = "application"
  execution_role_arn = var.execution_role_arn

  container_definitions = jsonencode([{
    name      = "application"
    image     = var.image
    memory    = 256
    essential = true

    # A field of the JSON in the secret: ARN:field:stage:version.
    secrets = [
      for field in ["host", "port", "username", "password"] : {
        name      = "SMTP_${upper(field)}"
        valueFrom = "${aws_secretsmanager_secret.smtp.arn}:${field}::"
      }
    ]
  }])

  # A service that uses this task definition starts after the secret is written.
  depends_on = [
    aws_iam_role_policy.smtp,
    aws_secretsmanager_secret_version.smtp,
  ]
}
