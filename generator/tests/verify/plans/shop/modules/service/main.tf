variable "name" { type = string }
variable "vpc_id" { type = string }
variable "from" { type = map(string) }
variable "ports" { type = list(number) }

resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.vpc_id
}

resource "aws_security_group_rule" "from" {
  for_each = var.from

  type                     = "ingress"
  security_group_id        = aws_security_group.this.id
  source_security_group_id = each.value
  protocol                 = "tcp"
  from_port                = var.ports[0]
  to_port                  = var.ports[0]
}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id = aws_security_group.this.id
  cidr_ipv4         = "10.20.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

resource "aws_instance" "this" {
  count = 2

  ami                    = "ami-12345678"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.this.id]
}

output "group_id" {
  value = aws_security_group.this.id
}
